/** The sets of Business Central as Tandem knows them: the companion's, or API v2.0's where the companion is not installed. */
import { Failure } from '@tandem/domain/failure';
import { Storage, Table } from '@tandem/domain/tables/table';

export type CompanionStorage = Extract<Storage, { kind: 'companionSet' }>;

/** Which of the two APIs serves a company. */
export type Surface = 'companion' | 'v2';

/** The storage of a table of Business Central. */
export const companionOf = (table: Table): CompanionStorage => {
  if (table.storage.kind !== 'companionSet') throw new Error(`The table ${table.name} is not a set of Business Central.`);
  return table.storage;
};

/** The name of a table's set; API v2.0 lacks several. */
export const setOf = (table: Table, surface: Surface): string => {
  const { set, v2Set } = companionOf(table);
  if (surface === 'companion') return set;
  if (v2Set) return v2Set;
  throw new Failure(
    'misconfigured',
    'companion.missing',
    `The table ${table.name} can not be read because the companion extension is not installed in Business Central.`,
    {
      help: 'Install the extension in this environment of Business Central.',
    },
  );
};
