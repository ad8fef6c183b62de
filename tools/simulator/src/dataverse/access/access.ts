import { DataverseError } from '../dataverse-error';
import type { Table } from '../metadata/table';
import type { Row } from '../storage/row';
import { cellOf } from '../storage/row';

/** What a user may do, from the roles of the user and of the user's teams. */

export type Verb = 'Read' | 'Create' | 'Write' | 'Delete';

/** How far a privilege reaches: own rows, the business unit (and below), or the whole organisation. */
export type Depth = 'Basic' | 'Local' | 'Deep' | 'Global';

export const depths: readonly Depth[] = ['Basic', 'Local', 'Deep', 'Global'];

export class Access {
  constructor(
    readonly userId: string,
    /** Privileges by name (`prvReadaccount`), or everything for a System Administrator. */
    readonly privileges: ReadonlyMap<string, Depth> | 'everything',
  ) {}

  has(privilege: string): boolean {
    return this.privileges === 'everything' || this.privileges.has(privilege);
  }

  /** Refuses when the privilege is missing (0x80040220). */
  require(verb: Verb, table: Table): void {
    if (!this.has(privilegeName(verb, table))) throw missing(this.userId, privilegeName(verb, table), table);
  }

  /** Refuses unless the privilege is held; for privileges that belong to no table. */
  requirePrivilege(name: string): void {
    if (!this.has(name))
      throw new DataverseError(403, '0x80040220', `Principal user (Id=${this.userId}, type=8) is missing ${name} privilege.`);
  }

  reachesOrganization(verb: Verb, table: Table): boolean {
    return this.privileges === 'everything' || this.privileges.get(privilegeName(verb, table)) === 'Global';
  }

  /** Which rows the user sees, when not all: with a basic read privilege only their own. */
  visible(table: Table): ((row: Row) => boolean) | undefined {
    if (this.privileges === 'everything' || this.privileges.get(privilegeName('Read', table)) !== 'Basic') return undefined;
    const owner = table.columns.get('ownerid');
    return owner === undefined || table.ownership !== 'user' ? undefined : (row) => cellOf(row, owner) === this.userId;
  }
}

/** `prvReadAccount` on the real service; the logical name keeps the simulator's names unambiguous. */
export function privilegeName(verb: Verb, table: Table): string {
  return `prv${verb}${table.logicalName[0]?.toUpperCase()}${table.logicalName.slice(1)}`;
}

function missing(userId: string, privilege: string, table: Table): DataverseError {
  return new DataverseError(
    403,
    '0x80040220',
    `Principal user (Id=${userId}, type=8) is missing ${privilege} privilege on OTC=${table.typeCode} for entity '${table.logicalName}'. context.Caller=${userId}`,
  );
}
