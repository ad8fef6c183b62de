import { CouplingPage, ListCouplings as Input } from '@tandem/contracts/couplings';
import { Failure } from '@tandem/domain/failure';
import { Coupling } from '../domain/coupling';
import { Couplings, ListPlace } from '../domain/couplings';
import { tablesOf } from '../domain/mapped-tables';
import { couplingItem } from './coupling-view';
import { realScope } from './scope';

/** Lists couplings for people, page by page. */
export class ListCouplings {
  constructor(private readonly couplings: Couplings) {}

  async run({ connectionId, mapping, state, deleted, text, limit, cursor }: Input): Promise<CouplingPage> {
    if (mapping !== undefined) tablesOf(mapping);
    const selection = { mapping, state, deleted, text, after: cursor === undefined ? undefined : placeFrom(cursor), limit: limit + 1 };
    const found = await this.couplings.list(realScope(connectionId), selection);
    const shown = found.slice(0, limit);
    return { items: shown.map(couplingItem), ...(found.length > limit && { nextCursor: cursorAt(shown[limit - 1]!) }) };
  }
}

const cursorAt = ({ tables, businessKey, id }: Coupling): string =>
  Buffer.from(JSON.stringify([tables.mapping, businessKey ?? '', id])).toString('base64url');

function placeFrom(cursor: string): ListPlace {
  const [mapping, businessKey, id] = parts(cursor);
  if (typeof mapping === 'string' && typeof businessKey === 'string' && typeof id === 'string' && isUuid.test(id))
    return { mapping, businessKey, id };
  throw new Failure('rejected', 'request.badCursor', 'The cursor is not one that a list has answered.', {
    help: 'Use nextCursor of the page before, unchanged.',
  });
}

const isUuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function parts(cursor: string): unknown[] {
  try {
    const read: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    return Array.isArray(read) ? read : [];
  } catch {
    return [];
  }
}
