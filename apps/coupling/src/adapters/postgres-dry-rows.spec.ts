import { randomUUID } from 'node:crypto';
import { PostgresTransactions } from '@tandem/platform/persistence/postgres-transactions';
import { databaseForTest, DatabaseForTest } from '@tandem/platform/testing/database-for-test';
import { DataSource } from 'typeorm';
import { DryRow } from '../domain/dry-rows';
import { couplingSchema } from './coupling-schema';
import { PostgresDryRows } from './postgres-dry-rows';

describe('rows that a dry run would have written', () => {
  let database: DatabaseForTest;
  let source: DataSource;
  let dryRows: PostgresDryRows;
  const scope = () => ({ connectionId: randomUUID(), overlay: randomUUID(), side: 'sales' as const, table: 'accounts' });
  const row = (id: string, created: boolean, values: DryRow['values']): DryRow => ({ id, created, values });

  beforeAll(async () => {
    database = await databaseForTest(couplingSchema);
    const extra = { options: `-c search_path=${couplingSchema.schema}` };
    source = await new DataSource({ type: 'postgres', url: database.variables.DATABASE_URL, extra }).initialize();
    dryRows = new PostgresDryRows(new PostgresTransactions(source));
  });
  afterAll(async () => {
    await source.destroy();
    await database.drop();
  });

  it('a later write adds its columns to what was written before', async () => {
    const dry = scope();
    await dryRows.keep(dry, [row('a', true, { name: 'Adatum', fax: '1' })]);
    await dryRows.keep(dry, [row('a', false, { fax: '2' })]);
    expect(await dryRows.read(dry, ['a', 'b'])).toEqual([row('a', true, { name: 'Adatum', fax: '2' })]);
  });

  it('a row that would be created twice is named and left as it is', async () => {
    const dry = scope();
    await dryRows.keep(dry, [row('a', true, { name: 'first' })]);
    expect(await dryRows.keep(dry, [row('a', true, { name: 'second' }), row('b', true, {})])).toEqual(['a']);
    expect(await dryRows.read(dry, ['a'])).toEqual([row('a', true, { name: 'first' })]);
  });

  it('created rows are listed in pieces, changed ones are not', async () => {
    const dry = scope();
    await dryRows.keep(dry, [row('a', true, {}), row('b', false, {}), row('c', true, {})]);
    expect((await dryRows.created(dry, '', 1)).map(({ id }) => id)).toEqual(['a']);
    expect((await dryRows.created(dry, 'a', 9)).map(({ id }) => id)).toEqual(['c']);
  });

  it('a row that would be removed is known as such, and is no created one any more', async () => {
    const dry = scope();
    await dryRows.keep(dry, [row('a', true, {}), row('b', true, {})]);
    await dryRows.keep(dry, [{ ...row('a', false, {}), removed: true }]);
    await dryRows.keep(dry, [row('a', false, { fax: '2' })]);
    expect(await dryRows.read(dry, ['a'])).toEqual([{ ...row('a', true, { fax: '2' }), removed: true }]);
    expect(await dryRows.created(dry, '', 9)).toEqual([row('b', true, {})]);
  });

  it('one dry run knows nothing of another, and is forgotten as a whole', async () => {
    const dry = scope();
    await dryRows.keep(dry, [row('a', true, {})]);
    expect(await dryRows.read({ ...dry, overlay: randomUUID() }, ['a'])).toEqual([]);
    await dryRows.drop(dry.connectionId, dry.overlay);
    expect(await dryRows.read(dry, ['a'])).toEqual([]);
  });
});
