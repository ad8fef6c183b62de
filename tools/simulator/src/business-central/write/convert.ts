/** A JSON value of a request body as the value that a field stores, or the refusal that Business Central gives. */
import type { Property } from '../catalogue/entity-set';
import { badRequest } from '../http/wire-error';
import { Value, blankDate, blankOf } from '../store/column';

const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const day = /^(\d{4})-(\d{2})-(\d{2})$/;

/** `null` blanks a field: Business Central stores no nulls. */
export function convert(property: Property, value: unknown): Value {
  if (value === null) return blankOf(property);
  switch (property.type) {
    case 'Edm.String':
      return text(property, value);
    case 'Edm.Guid':
      return guidOf(property, value);
    case 'Edm.Boolean':
      return typeof value === 'boolean' ? value : wrongType(property, value);
    case 'Edm.Decimal':
      return typeof value === 'number' ? value : wrongType(property, value);
    case 'Edm.Int32':
    case 'Edm.Int64':
      return typeof value === 'number' && Number.isInteger(value) ? value : wrongType(property, value);
    case 'Edm.Date':
      return dateOf(property, value);
    case 'Edm.DateTimeOffset':
      return timeOf(property, value);
    case 'Edm.TimeOfDay':
      return typeof value === 'string' ? value : wrongType(property, value);
  }
}

function text(property: Property, value: unknown): string {
  if (typeof value !== 'string') return wrongType(property, value);
  if (property.values) return optionOf(property, value);
  const kept = property.code ? value.trim().toUpperCase() : value;
  if (property.maxLength !== undefined && kept.length > property.maxLength)
    throw badRequest(
      `The length of the string is ${kept.length}, but it must be less than or equal to ${property.maxLength} characters. Value: ${kept}`,
      'Application_StringExceededLength',
    );
  return kept;
}

function optionOf({ values = [] }: Property, value: string): string {
  if (values.includes(value)) return value;
  throw badRequest(`'${value}' is not an option. The existing options are: ${values.map(unescaped).join(',')}`, 'Unknown');
}

/** `In_x0020_Review` → `In Review` */
export const unescaped = (text: string): string =>
  text.replace(/_x([0-9A-F]{4})_/g, (_match, code: string) => String.fromCharCode(parseInt(code, 16)));

/** `In Review` → `In_x0020_Review`: what is neither letter nor digit is escaped; a blank option is one escaped space. */
export const escaped = (text: string): string =>
  (text === '' ? ' ' : text).replace(
    /[^A-Za-z0-9]/g,
    (character) => `_x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`,
  );

function guidOf(property: Property, value: unknown): string {
  if (typeof value !== 'string') return wrongType(property, value);
  if (!guid.test(value)) throw badRequest(`Invalid format of GUID string '${value}'.`, 'Application_InvalidGUID');
  return value.toLowerCase();
}

function dateOf(property: Property, value: unknown): string {
  if (typeof value !== 'string') return wrongType(property, value);
  if (value === '' || value === blankDate) return blankDate;
  const [, year, month, date] = day.exec(value) ?? [];
  const real = new Date(`${value}T00:00:00Z`);
  if (!year || Number.isNaN(real.getTime()) || real.getUTCMonth() + 1 !== Number(month) || real.getUTCDate() !== Number(date))
    throw badRequest('Unable to convert value to Date.');
  return value;
}

function timeOf(property: Property, value: unknown): string {
  if (typeof value !== 'string') return wrongType(property, value);
  const time = new Date(value);
  if (Number.isNaN(time.getTime())) throw badRequest('Unable to convert value to DateTime.');
  return time.toISOString();
}

function wrongType({ name, type }: Property, value: unknown): never {
  throw badRequest(
    `Cannot convert a value of property '${name}' to the expected type '${type}'. Value: ${JSON.stringify(value).slice(0, 100)}`,
  );
}
