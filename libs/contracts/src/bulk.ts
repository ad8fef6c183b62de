/**
 * Checks of bulk bodies: what the decorators of a class say, carried out by hand. class-transformer and class-validator walk through every value of thousands
 * of rows, which costs more than the work itself; these checks look at each row's shape once. The decorators stay beside them as documentation and schema.
 */

/** What is wrong with a value at a place, or undefined. */
export type Check = (value: unknown, place: string) => string | undefined;

const uuidForm = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const when =
  (holds: (value: unknown) => boolean, what: string): Check =>
  (value, place) =>
    holds(value) ? undefined : `${place} must be ${what}`;

export const text = when((value) => typeof value === 'string', 'a text');
export const uuid = when((value) => typeof value === 'string' && uuidForm.test(value), 'a UUID');
export const whole = when((value) => Number.isInteger(value), 'a whole number');
export const flag = when((value) => typeof value === 'boolean', 'true or false');
export const anObject = when((value) => typeof value === 'object' && value !== null && !Array.isArray(value), 'an object');
export const oneOf = (...values: readonly string[]): Check =>
  when((value) => values.includes(value as string), `one of ${values.join(', ')}`);

/** Absent, or null, or as the other check wants it. */
export const optional =
  (check: Check): Check =>
  (value, place) =>
    value === undefined || value === null ? undefined : check(value, place);

/** A list; the first element that is wrong is named. */
export const listOf =
  (check: Check): Check =>
  (value, place) => {
    if (!Array.isArray(value)) return `${place} must be a list`;
    for (let index = 0; index < value.length; index++) {
      const problem = check(value[index], `${place}.${index}`);
      if (problem) return problem;
    }
    return undefined;
  };

/** An object with these properties; others are left alone. */
export const shape =
  (properties: Readonly<Record<string, Check>>): Check =>
  (value, place) => {
    if (typeof value !== 'object' || value === null) return `${place} must be an object`;
    for (const name in properties) {
      const problem = properties[name]?.((value as Record<string, unknown>)[name], place ? `${place}.${name}` : name);
      if (problem) return problem;
    }
    return undefined;
  };

/** The `check` of a contract class: at most one sentence, about the first thing that is wrong. */
export const bulk = (properties: Readonly<Record<string, Check>>): ((value: unknown) => string[]) => {
  const check = shape(properties);
  return (value) => {
    const problem = check(value, '');
    return problem === undefined ? [] : [problem];
  };
};
