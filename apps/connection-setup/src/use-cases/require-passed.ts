import { Failure } from '@tandem/domain/failure';
import { Facts } from '../domain/facts';
import { Inspection } from './inspect-connection';

/** What the checks have read; throws the first refusal with all findings where one of them has failed. */
export function requirePassed({ facts, failure, findings }: Inspection): Facts {
  if (failure) throw new Failure(failure.kind, failure.code, failure.message, { ...failure.details, findings }, { cause: failure });
  if (!facts) throw new Error('All checks have passed and nothing was read.');
  return facts;
}
