/** The three parts of a person's name, split and joined as Business Central does it. */

export interface PersonName {
  readonly firstName: string;
  readonly middleName: string;
  readonly surname: string;
}

const partLength = 30;

/** The last word is the surname, the one before it (of three or more) the middle name, the others are the first name. */
export function splitName(name: string): PersonName {
  const parts = name.split(' ').filter((part) => part !== '');
  const surname = parts.length > 1 ? (parts.pop() as string) : '';
  const middleName = parts.length > 1 ? (parts.pop() as string) : '';
  return { firstName: cut(parts.join(' ')), middleName: cut(middleName), surname: cut(surname) };
}

export function joinName({ firstName, middleName, surname }: PersonName): string {
  return [firstName, middleName, surname]
    .filter((part) => part !== '')
    .join(' ')
    .slice(0, 100);
}

const cut = (text: string): string => text.slice(0, partLength);
