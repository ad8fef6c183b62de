import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { synchronize } from '@tandem/contracts/jobs';
import { DueRecord } from '@tandem/contracts/findings';
import { PageLease } from '@tandem/contracts/sync';
import { eventually } from '@tandem/platform/testing/eventually';
import { newConnection, Orchestration } from './orchestration.fixture';

jest.setTimeout(20_000);

const day = 86_400_000;
const euro = { recordId: 'EUR', mapping: 'CURRENCY', direction: 'toSales' as const };
const tomorrow: DueRecord = { ...euro, reason: 'dayCome', delayMs: day };

describe('a record that is due on a later day', () => {
  let orchestration: Orchestration;
  let connectionId: string;

  beforeAll(async () => void (orchestration = await Orchestration.start()));
  afterAll(() => orchestration.stop());
  beforeEach(() => void (connectionId = newConnection()));
  afterEach(() => orchestration.retire());

  const due = () =>
    orchestration.rows<{ reason: string; hours: number }>(
      `select reason, round(extract(epoch from due_at - now()) / 3600)::int as hours from due_records where connection_id = $1`,
      [connectionId],
    );
  const dayComes = () => orchestration.rows('update due_records set due_at = now() where connection_id = $1', [connectionId]);
  const made = (): Promise<PageLease> => eventually(async () => (await orchestration.take()) ?? false);

  /** A worker looks at the euro, and says what else is due of it. */
  async function look(...others: DueRecord[]): Promise<void> {
    await orchestration.startOne(connectionId, 'CURRENCY', { direction: 'toSales', ids: [randomUUID()] });
    await orchestration.report(await orchestration.taken(), { counters: { seen: 1, unchanged: 1 }, due: others });
  }

  it('waits for it, and is looked at when it comes', async () => {
    await look(tomorrow);
    expect(await due()).toEqual([{ reason: 'dayCome', hours: 24 }]);
    expect(await orchestration.take()).toBeUndefined();
    await dayComes();
    expect(await made()).toMatchObject({ mapping: 'CURRENCY', dueReason: 'dayCome', start: { kind: 'ids', ids: ['EUR'] } });
  });

  it('is looked at before where something else wants it, and then waits for its day again', async () => {
    await look(tomorrow);
    await look({ ...euro, reason: 'watched' });
    const page = await made();
    expect(page).toMatchObject({ dueReason: 'watched', start: { ids: ['EUR'] } });
    await orchestration.report(page, { due: [tomorrow] });
    expect(await due()).toEqual([{ reason: 'dayCome', hours: 24 }]);
  });

  it('keeps the reason for which it is due already', async () => {
    await look({ ...euro, reason: 'deleted', delayMs: 3_600_000 }, tomorrow);
    await look(tomorrow);
    expect(await due()).toEqual([{ reason: 'deleted', hours: 1 }]);
  });

  it('is still due when a full run begins, which may not come to its end', async () => {
    await look(tomorrow);
    await orchestration.startOne(connectionId, 'CURRENCY', { full: true });
    expect(await due()).toHaveLength(1);
  });

  it('is not noted by a dry run', async () => {
    await orchestration.bus.ask(synchronize, { connectionId, mapping: 'CURRENCY', full: true, dryRun: true });
    await orchestration.doWhole(await orchestration.taken(), { due: [tomorrow] });
    expect(await due()).toEqual([]);
  });

  it('does not keep a review open', async () => {
    const [row] = await orchestration.rows<{ id: string }>(
      `insert into reviews (id, connection_id, state, dry_run) values (gen_random_uuid(), $1, 'running', false) returning id`,
      [connectionId],
    );
    const job = await orchestration.startOne(connectionId, 'CURRENCY', { direction: 'toSales', ids: [randomUUID()] });
    await orchestration.rows('update jobs set review_id = $2 where id = $1', [job.id, row!.id]);
    await orchestration.report(await orchestration.taken(), {
      due: [tomorrow, { ...euro, recordId: 'USD', reason: 'watched', delayMs: day }],
    });
    const held = await orchestration.rows('select record_id, review_id from due_records where connection_id = $1 order by 1', [
      connectionId,
    ]);
    expect(held).toEqual([
      { record_id: 'EUR', review_id: null },
      { record_id: 'USD', review_id: row!.id },
    ]);
  });
});
