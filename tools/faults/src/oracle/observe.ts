/** Reads everything that can be seen from outside: both simulators' control API and Tandem's REST surface. */
import { catalogue } from '@tandem/domain/catalogue/index';
import { businessCentral as businessCentralTables } from '@tandem/domain/tables/business-central';
import { sales as salesTables } from '@tandem/domain/tables/sales';
import { Table } from '@tandem/domain/tables/table';
import { Side, Value, Values } from '@tandem/domain/value';
import { Seen, SeenCoupling, SeenIssue, SystemSeen, Write } from './seen';

/** Where to look. */
export interface Lookout {
  readonly connectionId: string;
  readonly gatewayUrl: string;
  readonly token: string;
  readonly salesUrl: string;
  readonly businessCentralUrl: string;
}

async function json<T>(url: string, headers: Record<string, string> = {}): Promise<T> {
  const answer = await fetch(url, { headers });
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}: ${(await answer.text()).slice(0, 300)}`);
  return (await answer.json()) as T;
}

/** All items of a list of the gateway. */
async function listOf<T>({ gatewayUrl, token, connectionId }: Lookout, path: string): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | undefined;
  do {
    const query = `${path.includes('?') ? '&' : '?'}limit=500${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`;
    const page = await json<{ items: T[]; nextCursor?: string }>(`${gatewayUrl}/api/v1/connections/${connectionId}/${path}${query}`, {
      authorization: `Bearer ${token}`,
    });
    items.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  return items;
}

/** The table's name in the simulator. */
const nameThere = ({ storage, name }: Table): string => (storage.kind === 'entity' ? storage.logicalName : name);

/** A control row by the catalogue's column names: lookups without the decoration of the wire. */
const plain = (table: Table, row: Record<string, Value>): Values =>
  Object.fromEntries(
    Object.entries(table.columns).map(([name, column]) => [name, row[column.kind === 'lookup' ? `_${name}_value` : name] ?? null]),
  );

/** The relation of a company contact counts for the people of the company: the wire shows it on them, the stored row does not. */
function withRelations(contacts: ReadonlyMap<string, Record<string, Value>>): void {
  const companies = new Map([...contacts.values()].map((row) => [row['number'], row]));
  for (const row of contacts.values()) {
    const company = companies.get(row['companyNumber'] ?? null);
    row['customerNumber'] = company?.['relatedCustomer'] ?? null;
    row['vendorNumber'] = company?.['relatedVendor'] ?? null;
  }
}

async function rowsOf(url: string, table: Table): Promise<Map<string, Values>> {
  const rows = new Map<string, Record<string, Value>>();
  let after: string | undefined;
  do {
    const page = await json<{ rows: Record<string, Value>[]; next?: string }>(
      `${url}/_control/rows/${nameThere(table)}?count=5000${after ? `&after=${encodeURIComponent(after)}` : ''}`,
    );
    for (const row of page.rows) rows.set(String(row[table.key]), row);
    after = page.next;
  } while (after);
  if (table.name === businessCentralTables.contacts.name && table.side === 'businessCentral') withRelations(rows);
  return new Map([...rows].map(([id, row]) => [id, plain(table, row)]));
}

async function writesOf(url: string, names: ReadonlyMap<string, string>): Promise<Write[]> {
  const writes: Write[] = [];
  for (let since = 0, more = true; more;) {
    const { entries } = await json<{ entries: Write[] }>(`${url}/_control/history?since=${since}&count=10000`);
    for (const write of entries) {
      const table = names.get(write.table);
      if (table) writes.push({ ...write, table });
    }
    more = entries.length === 10_000;
    since = entries.at(-1)?.sequence ?? since;
  }
  return writes;
}

async function systemAt(url: string, tables: readonly Table[]): Promise<SystemSeen> {
  const rows = new Map<string, Map<string, Values>>();
  for (const table of tables) rows.set(table.name, await rowsOf(url, table));
  const { registrations } = await json<{ registrations: { clientId: string; name: string }[] }>(`${url}/_control/registrations`);
  const ours = new Set(registrations.filter(({ name }) => /tandem/i.test(name)).map(({ clientId }) => clientId));
  return { rows, ours, writes: await writesOf(url, new Map(tables.map((table) => [nameThere(table), table.name]))) };
}

const tablesOn = (side: Side): Table[] => {
  const tables = catalogue.map((mapping): Table => mapping[side]).filter(({ storage }) => storage.kind !== 'optionSet');
  return [...new Map(tables.map((table) => [table.name, table])).values()];
};

/** Everything at this moment; meant for a platform at rest. */
export async function observe(lookout: Lookout): Promise<Seen> {
  const [businessCentral, sales] = [
    await systemAt(lookout.businessCentralUrl, tablesOn('businessCentral')),
    await systemAt(lookout.salesUrl, tablesOn('sales')),
  ];
  const couplings = await listOf<SeenCoupling & { state: string }>(lookout, 'couplings?state=coupled');
  const archived = await listOf<SeenCoupling>(lookout, 'couplings?state=archived');
  const issues = await listOf<SeenIssue>(lookout, 'issues?state=open');
  const { facts } = await json<{ facts?: { localCurrencyCode: string } }>(
    `${lookout.gatewayUrl}/api/v1/connections/${lookout.connectionId}`,
    {
      authorization: `Bearer ${lookout.token}`,
    },
  );
  const code = facts?.localCurrencyCode ?? '';
  const currencies = sales.rows.get(salesTables.transactionCurrencies.name) ?? new Map<string, Values>();
  const local = [...currencies].find(([, row]) => row['isocurrencycode'] === code);
  return { systems: { businessCentral, sales }, couplings, archived, issues, localCurrency: { code, salesId: local?.[0] } };
}
