/** How long the engine's questions take at a million couplings; medians, in milliseconds. */
import { randomUUID } from 'node:crypto';
import { PostgresTransactions } from '@tandem/platform/persistence/postgres-transactions';
import { databaseForTest } from '@tandem/platform/testing/database-for-test';
import { Client } from 'pg';
import { DataSource } from 'typeorm';
import { sequentialId } from '@tandem/domain/sequential-id';
import { newClaim } from '../domain/claims';
import { ConfirmRequest } from '../domain/confirmations';
import { Scope } from '../domain/couplings';
import { couplingSchema } from './coupling-schema';
import { creation, customers, holding } from './example-claims';
import { PostgresCouplings } from './postgres-couplings';

const couplings = Number(process.env['COUPLINGS'] ?? 1_000_000);
const chunk = 500;
const rounds = 15;
const limits = { resolve: 15, claim: 40, confirm: 30 };

/** Twenty fields of a customer that travel both ways, and five that travel one way. */
const pairs = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`field${index}`, `A value of usual length ${index}`]));

const written = Object.fromEntries(Object.entries(pairs).slice(0, 5));

const fill = `
  insert into coupling.couplings (connection_id, id, mapping, business_central_table, sales_table, business_central_id, sales_id, business_key, state, version,
    agreed, digests, created_at, changed_at)
  select $1, gen_random_uuid(), 'CUSTOMER', $2, $3, md5('b' || n)::uuid::text, md5('s' || n)::uuid::text, 'C' || n, 'coupled', 1,
    $4::json, '{"businessCentral": "b", "sales": "s"}', now(), now() from generate_series(1, $5::integer) n`;

interface Opened {
  readonly collection: PostgresCouplings;
  close(): Promise<void>;
}

async function open(scope: Scope): Promise<Opened> {
  const database = await databaseForTest(couplingSchema);
  const admin = new Client({ connectionString: database.adminUrl });
  await admin.connect();
  await admin.query(fill, [scope.connectionId, customers.businessCentral, customers.sales, JSON.stringify(pairs), couplings]);
  await admin.query('vacuum analyze coupling.couplings');
  await admin.end();
  const extra = { options: `-c search_path=${couplingSchema.schema}` };
  const source = await new DataSource({ type: 'postgres', url: database.variables.DATABASE_URL, extra }).initialize();
  const close = () => source.destroy().then(() => database.drop());
  return { collection: new PostgresCouplings(new PostgresTransactions(source)), close };
}

type Claimed = { readonly id: string; readonly version: bigint };
type Spent = Record<keyof typeof limits, number>;

/** One chunk of each question, and the milliseconds it took. */
async function round({ collection }: Opened, scope: Scope): Promise<Spent> {
  const ids = await collection.coupledIds(scope, { tables: customers, side: 'businessCentral', after: randomUUID(), limit: chunk });
  const values = Array.from({ length: chunk * 4 }, () => `C${1 + Math.floor(Math.random() * couplings)}`);
  const question = {
    records: { tables: customers, side: 'businessCentral' as const, ids },
    references: [{ tables: customers, by: 'businessKey' as const, values }],
  };
  const start = performance.now();
  await collection.resolve(scope, question);
  const resolved = performance.now();
  const claimed = await claimChunk(collection, scope);
  const afterClaim = performance.now();
  await confirmChunk(collection, scope, claimed);
  return { resolve: resolved - start, claim: afterClaim - resolved, confirm: performance.now() - afterClaim };
}

/** New claims, as a page of new records makes them. */
async function claimChunk(collection: PostgresCouplings, scope: Scope): Promise<Claimed[]> {
  const values = { pairs, written, digests: {}, overwritten: {} };
  const holder = holding();
  const claims = Array.from({ length: chunk }, () => newClaim(creation(holder, { values }), sequentialId()));
  const versions = await collection.insertClaims(scope, claims);
  return claims.flatMap(({ id }, index) => (versions[index] ? [{ id, version: versions[index] }] : []));
}

async function confirmChunk(collection: PostgresCouplings, scope: Scope, claimed: readonly Claimed[]): Promise<void> {
  const by = { pageId: randomUUID(), token: 1 };
  const requests = claimed.map(({ id, version }): ConfirmRequest => ({
    ...{ couplingId: id, version, direction: 'toSales', by, targetId: null },
  }));
  const carriedOut = await collection.confirmAsRead(scope, requests);
  if (carriedOut.size !== chunk) throw new Error(`${carriedOut.size} of ${chunk} were confirmed.`);
}

const median = (times: readonly number[]): number => [...times].sort((one, other) => one - other)[times.length >> 1] ?? 0;

it('chunks of 500 are resolved, claimed and confirmed within their limits', async () => {
  const scope: Scope = { connectionId: randomUUID(), overlay: null };
  const opened = await open(scope);
  for (let warm = 0; warm < 3; warm++) await round(opened, scope);
  const spent: Spent[] = [];
  while (spent.length < rounds) spent.push(await round(opened, scope));
  await opened.close();
  const names = Object.keys(limits) as (keyof Spent)[];
  const medianMs = Object.fromEntries(names.map((name) => [name, median(spent.map((one) => one[name]))]));
  process.stdout.write(`${JSON.stringify({ couplings, chunk, references: chunk * 4, medianMs, limitsMs: limits })}\n`);
  for (const name of names) expect(medianMs[name]).toBeLessThan(limits[name]);
});
