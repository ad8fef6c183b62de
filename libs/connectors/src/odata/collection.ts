/** A page of rows as OData answers it. */
import { Answer } from '../http/exchange';
import { isJsonObject, JsonObject, jsonOf, unexpectedAnswer } from '../http/json-answer';

export interface Collection {
  readonly rows: readonly JsonObject[];
  readonly nextLink?: string;
  readonly deltaLink?: string;
}

const linkIn = (body: JsonObject, name: string): string | undefined => {
  const link = body[name];
  if (link === undefined || typeof link === 'string') return link;
  throw unexpectedAnswer(`${name} is not text`);
};

/** The rows and links of a successful answer; an answer without a list of rows is a transport failure, not an empty page. */
export const collectionOf = (answer: Answer): Collection => {
  const body = jsonOf(answer);
  if (!Array.isArray(body.value) || !body.value.every(isJsonObject)) throw unexpectedAnswer('no list of rows', answer.status);
  return { rows: body.value as JsonObject[], nextLink: linkIn(body, '@odata.nextLink'), deltaLink: linkIn(body, '@odata.deltaLink') };
};

/** The rows that an answer shows under a property of a row, because they were asked for with `$expand`. */
export const rowsUnder = (row: JsonObject, navigation: string): JsonObject[] => {
  const rows = row[navigation];
  if (!Array.isArray(rows) || !rows.every(isJsonObject)) throw unexpectedAnswer(`no list of rows under ${navigation}`);
  return rows;
};
