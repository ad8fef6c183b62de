/** Literals of a $filter, checked against the type of the property that they are compared with. */
import type { Property } from '../catalogue/entity-set';
import { Value, blankOf } from '../store/column';
import { badRequest } from '../http/wire-error';
import type { Token, TokenKind } from './filter-tokens';

const kindsOf: Record<Property['type'], readonly TokenKind[]> = {
  'Edm.String': ['text'],
  'Edm.Guid': ['guid'],
  'Edm.Decimal': ['number'],
  'Edm.Int32': ['number'],
  'Edm.Int64': ['number'],
  'Edm.Boolean': ['word'],
  'Edm.Date': ['date'],
  'Edm.DateTimeOffset': ['time'],
  'Edm.TimeOfDay': ['text'],
};

export function literal(token: Token, property: Property): Value {
  if (token.kind === 'word' && token.text === 'null') return blankOf(property);
  if (!kindsOf[property.type].includes(token.kind)) throw mismatch(token, property);
  switch (token.kind) {
    case 'text':
      return optionOf(unquoted(token.text), property);
    case 'guid':
      return token.text.toLowerCase();
    case 'number':
      return Number(token.text);
    case 'time':
      return new Date(token.text).toISOString();
    case 'word':
      return truth(token, property);
    default:
      return token.text;
  }
}

export const unquoted = (text: string): string => text.slice(1, -1).replaceAll("''", "'");

/** Enumerations are compared with their escaped text, as they stand on the wire. */
function optionOf(text: string, { values, name }: Property): string {
  if (values && !values.includes(text))
    throw badRequest(
      `The value '${text}' is not an option of '${name}'. The existing options are: ${values.join(',')}`,
      'Application_FilterErrorException',
    );
  return text;
}

function truth(token: Token, property: Property): boolean {
  if (token.text !== 'true' && token.text !== 'false') throw mismatch(token, property);
  return token.text === 'true';
}

const mismatch = (token: Token, { name, type }: Property) =>
  badRequest(
    `A binary operator with incompatible types was detected. '${token.text}' cannot be compared with '${name}' of type '${type}'.`,
  );
