import { Answer, Exchange } from '../http/exchange';
import { settle } from '../http/settled-write';
import { dataverseFailure, errorIn } from './errors';

/** The answer to a request that is one transaction; throws the Failure where it was refused, or `write.outcomeUnknown` where nobody can tell. */
export function carriedOut(exchange: Exchange): Answer {
  const settled = settle(exchange, true);
  if (settled.kind === 'failed') throw settled.failure;
  if (settled.kind === 'refused') throw dataverseFailure(errorIn(settled.answer));
  return settled.answer;
}
