import type { RequestContext } from '../request-context';
import { FilterCompiler } from './filter';

/** A filter compiler for the caller of a request. */
export function filterCompiler({ database, caller }: RequestContext): FilterCompiler {
  return new FilterCompiler(database, { userId: caller.user.id, businessUnitId: caller.businessUnitId, now: database.core.clock.now() });
}
