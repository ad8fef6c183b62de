import type { ServiceAnswer } from '../../service/exchange';
import { answerOf } from '../answers';
import { methodNotAllowed, type Operation } from '../operations/operation';

/** `GET {api}/`: every entity set. */
export function serviceDocument(operation: Operation): ServiceAnswer {
  if (operation.method !== 'GET') throw methodNotAllowed(operation);
  const { context } = operation;
  const value = [...context.database.schema.tables.values()].map(({ setName }) => ({ name: setName, kind: 'EntitySet', url: setName }));
  return answerOf(context, JSON.stringify({ '@odata.context': `${context.api}/$metadata`, value }));
}
