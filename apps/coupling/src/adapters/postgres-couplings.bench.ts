/** How long the engine's questions take at a million couplings; medians, in milliseconds. */
import { randomUUID } from 'node:crypto';
import { PostgresTransactions } from '@tandem/platform/persistence/postgres-transactions';
import { databaseForTest } from '@tandem/platform/testing/database-for-test';
import { Client } from 'pg';
import { DataSource } from 'typeorm';
import { claim, ClaimRequest } from '../domain/claims';
import { confirm } from '../domain/confirmations';
import { Coupling } from '../domain/coupling';
import { Scope } from '../domain/couplings';
import { couplingSchema } from './coupling-schema';
import { creation, customers, holding } from './example-claims';
import { PostgresCouplings } from './postgres-couplings';

const couplings = Number(process.env['COUPLINGS'] ?? 1_000_000);
const chunk = 500;
const rounds = 15;
const limits = { resolve: 15, claim: 40, confirm: 30 };

/** Twenty fields of a customer. */
const pairs = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`field${index}`, `A value of usual length ${index}`]));

const fill = `
  insert into coupling.couplings (connection_id, id, mapping, business_central_table, sales_table, business_central_id, sales_id, business_key, state, version,
    agreed, digests, created_at, changed_at)
  select $1, gen_random_uuid(), 'CUSTOMER', $2, $3, md5('b' || n)::uuid::text, md5('s' || n)::uuid::text, 'C' || n, 'coupled', 1,
    $4::jsonb, '{"businessCentral": "b", "sales": "s"}', now(), now() from generate_series(1, $5::integer) n`;

describe('a million couplings', () => {
  const scope: Scope = { connectionId: randomUUID(), overlay: null };
  let close: () => Promise<void>;
  let collection: PostgresCouplings;
  const spent: Record<string, number[]> = { resolve: [], claim: [], confirm: [] };

  beforeAll(async () => {
    const database = await databaseForTest(couplingSchema);
    const admin = new Client({ connectionString: database.adminUrl });
    await admin.connect();
    await admin.query(fill, [scope.connectionId, customers.businessCentral, customers.sales, JSON.stringify(pairs), couplings]);
    await admin.query('vacuum analyze coupling.couplings');
    await admin.end();
    const extra = { options: `-c search_path=${couplingSchema.schema}` };
    const source = await new DataSource({ type: 'postgres', url: database.variables.DATABASE_URL, extra }).initialize();
    collection = new PostgresCouplings(new PostgresTransactions(source));
    close = () => source.destroy().then(() => database.drop());
  });
  afterAll(() => close());

  async function timed<T>(name: string, work: () => Promise<T>): Promise<T> {
    const start = performance.now();
    const answer = await work();
    spent[name]?.push(performance.now() - start);
    return answer;
  }

  async function round(): Promise<void> {
    const ids = await someIds(chunk);
    const keys = Array.from({ length: chunk * 4 }, () => `C${1 + Math.floor(Math.random() * couplings)}`);
    const references = [{ tables: customers, by: 'businessKey' as const, values: keys }];
    await timed('resolve', () => collection.resolve(scope, { records: { tables: customers, side: 'businessCentral', ids }, references }));
    const requests = Array.from({ length: chunk }, () =>
      creation(holding(), { values: { pairs, written: pairs, digests: {}, overwritten: {} } }),
    );
    const claimed = await timed('claim', () => claimAll(requests));
    await timed('confirm', () => confirmAll(claimed));
  }

  const someIds = (count: number): Promise<string[]> =>
    collection.coupledIds(scope, { tables: customers, side: 'businessCentral', after: randomUUID(), limit: count });

  function claimAll(requests: readonly ClaimRequest[]): Promise<Coupling[]> {
    const sources = { tables: customers, side: 'businessCentral' as const, ids: requests.map(({ sourceId }) => sourceId) };
    const targets = { tables: customers, side: 'sales' as const, ids: requests.map(({ targetId }) => targetId) };
    return collection.change(scope, { records: [sources, targets] }, (draft) =>
      requests.flatMap((request) => {
        const answer = claim(draft, request);
        return answer.outcome === 'yours' ? [answer.coupling] : [];
      }),
    );
  }

  function confirmAll(claimed: readonly Coupling[]): Promise<unknown> {
    const by = { pageId: randomUUID(), token: 1 };
    return collection.change(scope, { ids: claimed.map(({ id }) => id) }, (draft) =>
      claimed.map(({ id, version }) => confirm(draft, { couplingId: id, version, direction: 'toSales', by, targetId: null })),
    );
  }

  it('resolves, claims and confirms chunks of 500 within its limits', async () => {
    for (let warm = 0; warm < 3; warm++) await round();
    for (const times of Object.values(spent)) times.length = 0;
    for (let measured = 0; measured < rounds; measured++) await round();
    const medians = Object.fromEntries(
      Object.entries(spent).map(([name, times]) => [name, times.sort((one, other) => one - other)[rounds >> 1]!]),
    );
    process.stdout.write(`${JSON.stringify({ couplings, chunk, references: chunk * 4, medianMs: medians, limitsMs: limits })}\n`);
    for (const [name, limit] of Object.entries(limits)) expect(medians[name]).toBeLessThan(limit);
  });
});
