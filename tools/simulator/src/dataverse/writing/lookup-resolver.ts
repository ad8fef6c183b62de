import { resolveKey } from '../addressing/entity-key';
import { DataverseError, refusals } from '../dataverse-error';
import type { SingleNavigation, Table } from '../metadata/table';
import type { Database } from '../storage/database';
import type { LookupValue } from './row-draft';

/** Finds the row that `"nav@odata.bind": "/contacts(…)"` means: relative or absolute URL, id or alternate key, or `$n` of a change set. */
export class LookupResolver {
  constructor(
    private readonly database: Database,
    /** Content-IDs of the change set so far, with the entities they stand for. */
    private readonly references: ReadonlyMap<string, string> = new Map(),
  ) {}

  resolve(navigation: SingleNavigation, uri: unknown, owner: Table): LookupValue {
    if (typeof uri !== 'string') throw refusals.payload(owner.setName, `The value of '${navigation.name}@odata.bind' must be a URI.`);
    const target = this.entity(uri);
    if (!navigation.targets.includes(target.table)) {
      throw refusals.payload(owner.setName, `'${uri}' is no valid target of the navigation property '${navigation.name}'.`);
    }
    return target;
  }

  /** The entity that a URI names; it must exist. */
  entity(uri: string): LookupValue {
    const fast = simpleUri.exec(uri);
    if (fast !== null) return this.byId(fast[1] as string, (fast[2] as string).toLowerCase());
    const text = uri.startsWith('$') ? this.referenced(uri) : uri;
    const [, setName, key] = generalUri.exec(text) ?? [];
    if (setName === undefined || key === undefined) throw refusals.shape(`Invalid URI '${uri}'.`);
    const table = this.tableOf(setName);
    const found = resolveKey(this.database, table, key);
    if (found.row !== undefined) return { table: table.logicalName, id: found.row.id };
    throw found.id === undefined ? refusals.noRowByKey(table.logicalName) : refusals.noRow(table.logicalName, found.id);
  }

  private byId(setName: string, id: string): LookupValue {
    const table = this.tableOf(setName);
    const row = this.database.row(table.logicalName, id);
    if (row === undefined) throw refusals.noRow(table.logicalName, id);
    return { table: table.logicalName, id: row.id };
  }

  private tableOf(setName: string): Table {
    const table = this.database.schema.bySet(setName);
    if (table === undefined) throw refusals.noSegment(setName);
    return table;
  }

  private referenced(uri: string): string {
    const entity = this.references.get(uri);
    if (entity === undefined)
      throw new DataverseError(400, '0x80060888', `Content-ID Reference: '${uri}' does not exist in the batch context.`);
    return entity;
  }
}

const simpleUri =
  /^(?:\/|https?:\/\/[^/]+\/api\/data\/v9\.\d\/)?(\w+)\(([0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12})\)$/;
const generalUri = /^(?:https?:\/\/[^/]+)?(?:\/api\/data\/v9\.\d)?\/?(\w+)\((.*)\)$/s;
