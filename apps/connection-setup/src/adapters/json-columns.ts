/** Reads columns of an answer; one that is missing means that the answer is not what it should be. */
import { JsonObject, unexpectedAnswer } from '@tandem/connectors/http/json-answer';

export function textIn(row: JsonObject, column: string): string {
  const value = row[column];
  if (typeof value !== 'string') throw unexpectedAnswer(`${column} is missing`);
  return value;
}

export function textOrNothing(row: JsonObject, column: string): string | undefined {
  const value = row[column];
  return typeof value === 'string' && value !== '' ? value : undefined;
}
