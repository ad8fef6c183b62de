import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { connect } from '@nats-io/transport-node';
import { recordsCoupled } from '@tandem/contracts/coupling';
import {
  groupIssues,
  IssueView,
  listIssues,
  readIssue,
  resolveIssue,
  retryIssues,
  dismissIssues,
  assignIssues,
} from '@tandem/contracts/issues';
import { retryFailedRecords } from '@tandem/contracts/jobs';
import { RecordIssue } from '@tandem/contracts/findings';
import { reportFindings } from '@tandem/contracts/sync';
import { eventually } from '@tandem/platform/testing/eventually';
import { newConnection, Orchestration } from './orchestration.fixture';

jest.setTimeout(20_000);

describe('records that are due, wait or need a person', () => {
  let orchestration: Orchestration;
  let connectionId: string;

  beforeAll(async () => void (orchestration = await Orchestration.start({ variables: { SLOW_SWEEP_MS: '600000' } })));
  afterAll(() => orchestration.stop());
  beforeEach(() => void (connectionId = newConnection()));
  afterEach(async () => {
    orchestration.neighbours.onResolve = () => undefined;
    await orchestration.retire();
  });

  const need = () => ({ mapping: 'CURRENCY', by: 'businessKey' as const, value: `EUR ${connectionId}` });
  const waiting = (recordId: string): RecordIssue => ({
    recordId,
    kind: 'waiting',
    code: 'reference.uncoupled',
    message: 'Its currency EUR is not coupled yet.',
    needs: [need()],
    label: `${recordId} Adatum`,
  });
  const issues = async (filter = {}): Promise<IssueView[]> =>
    (await orchestration.bus.ask(listIssues, { connectionId, limit: 100, ...filter })).items;
  const couple = (): void => void orchestration.neighbours.coupled.add(`CURRENCY ${need().value}`);

  async function reportIssues(found: RecordIssue[]) {
    const job = await orchestration.startOne(connectionId, 'VENDOR', { direction: 'toSales' });
    await orchestration.doWhole(await orchestration.taken(), { issues: found, counters: { seen: found.length, waiting: found.length } });
    return job;
  }

  /** Another service announces something: a bus does not hear itself. */
  async function heard(subject: string, body: object): Promise<void> {
    const stranger = await connect({ servers: orchestration.nats.url });
    stranger.publish(subject, JSON.stringify(body));
    await stranger.drain();
  }

  it('a record whose need is met while it is being reported is due at once: no wake-up is lost', async () => {
    orchestration.neighbours.onResolve = couple;
    await reportIssues([waiting('v1')]);
    expect(await orchestration.taken()).toMatchObject({ dueReason: 'needMet', start: { kind: 'ids', ids: ['v1'] } });
  });

  it('what was found ahead of the report is stored at once, and harmless when it is said again', async () => {
    const job = await orchestration.startOne(connectionId, 'VENDOR', { direction: 'toSales' });
    const page = await orchestration.taken();
    await orchestration.handOn(page);
    const found = { pageId: page.pageId, token: page.token, issues: [waiting('v1'), waiting('v2')], due: [], settledIds: [] };
    for (let time = 0; time < 2; time++) expect(await orchestration.bus.ask(reportFindings, found)).toEqual({ answer: 'accepted' });
    await orchestration.report(page, { issues: [waiting('v3')], counters: { seen: 3, waiting: 3 } });
    expect((await issues()).map(({ recordId }) => recordId).sort()).toEqual(['v1', 'v2', 'v3']);
    expect((await orchestration.job(job)).counters.waiting).toBe(3);
    expect(await orchestration.bus.ask(reportFindings, found)).toEqual({ answer: 'refused' });
  });

  it('the coupling of what they need releases all that wait for it, in one page', async () => {
    await reportIssues([waiting('v1'), waiting('v2'), waiting('v3')]);
    expect(await orchestration.take()).toBeUndefined();
    const record = { businessCentralId: randomUUID(), salesId: randomUUID(), businessKey: need().value };
    await heard(recordsCoupled.subject, { connectionId, mapping: 'CURRENCY', records: [record] });
    const page = await eventually(() => orchestration.taken());
    expect(page.start).toMatchObject({ kind: 'ids', ids: expect.arrayContaining(['v1', 'v2', 'v3']) });
  });

  it('a record that went well waits no more, and its issue is settled', async () => {
    await reportIssues([waiting('v1')]);
    await orchestration.startOne(connectionId, 'VENDOR', { direction: 'toSales' });
    await orchestration.doWhole(await orchestration.taken(), { settledIds: ['v1'], counters: { seen: 1, modified: 1 } });
    expect(await issues()).toEqual([]);
    expect(await issues({ state: 'settled' })).toMatchObject([{ recordId: 'v1' }]);
    expect(await orchestration.rows('select 1 from needs where connection_id = $1', [connectionId])).toEqual([]);
  });

  it('a record that another worker was faster with is looked at again, once, at the earlier of the times that were named', async () => {
    await orchestration.startOne(connectionId, 'VENDOR', { direction: 'toSales' });
    const stale = { recordId: 'v9', mapping: 'VENDOR', direction: 'toSales' as const, reason: 'stale' as const };
    await orchestration.doWhole(await orchestration.taken(), { due: [{ ...stale, delayMs: 60_000 }, stale] });
    expect(await orchestration.taken()).toMatchObject({ dueReason: 'stale', start: { kind: 'ids', ids: ['v9'] } });
    expect(await orchestration.take()).toBeUndefined();
  });

  it('no page holds more than 500 records that are due', async () => {
    await orchestration.startOne(connectionId, 'VENDOR', { direction: 'toSales' });
    const due = Array.from({ length: 1_200 }, (_, index) => ({
      recordId: `v${index}`,
      mapping: 'VENDOR',
      direction: 'toSales' as const,
      reason: 'watched' as const,
    }));
    await orchestration.doWhole(await orchestration.taken(), { due });
    const looked = new Set<string>();
    while (looked.size < due.length) {
      const page = await eventually(() => orchestration.taken());
      const ids = page.start.kind === 'ids' ? page.start.ids : [];
      expect(ids.length).toBeLessThanOrEqual(500);
      ids.forEach((id) => looked.add(id));
      await orchestration.report(page);
    }
    expect(await orchestration.take()).toBeUndefined();
  });

  it('issues with one cause stand together', async () => {
    await reportIssues([waiting('v1'), waiting('v2'), { recordId: 'v3', kind: 'parked', code: 'sales.refused', message: 'Too long.' }]);
    const { groups } = await orchestration.bus.ask(groupIssues, { connectionId });
    expect(groups).toMatchObject([
      { kind: 'waiting', code: 'reference.uncoupled', mapping: 'VENDOR', direction: 'toSales', count: 2 },
      { kind: 'parked', code: 'sales.refused', count: 1 },
    ]);
  });

  it('issues are listed page by page, each once', async () => {
    await reportIssues(Array.from({ length: 25 }, (_, index) => waiting(`v${index}`)));
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const list = await orchestration.bus.ask(listIssues, { connectionId, limit: 10, cursor });
      seen.push(...list.items.map(({ recordId }) => recordId));
      cursor = list.nextCursor;
    } while (cursor);
    expect(seen.length).toBe(25);
    expect(new Set(seen).size).toBe(25);
  });

  it('issues are found by kind, code, record and text', async () => {
    await reportIssues([waiting('v1'), { recordId: 'v3', kind: 'parked', code: 'sales.refused', message: 'The name is too long.' }]);
    expect(await issues({ kind: 'parked' })).toMatchObject([{ recordId: 'v3' }]);
    expect(await issues({ code: 'reference.uncoupled' })).toMatchObject([{ recordId: 'v1' }]);
    expect(await issues({ recordId: 'v3' })).toHaveLength(1);
    expect(await issues({ text: 'ADATUM' })).toMatchObject([{ recordId: 'v1' }]);
    expect(await issues({ text: '%' })).toEqual([]);
  });

  it('what a person retries is looked at again at once, before everything else', async () => {
    const job = await reportIssues([{ recordId: 'v3', kind: 'parked', code: 'sales.refused', message: 'Too long.' }]);
    expect(await orchestration.bus.ask(retryIssues, { connectionId, filter: { kind: 'parked' } })).toEqual({ issues: 1 });
    const page = await orchestration.taken();
    expect(page).toMatchObject({ dueReason: 'retry', start: { ids: ['v3'] } });
    await orchestration.report(page, {
      counters: { seen: 1, failed: 1 },
      issues: [{ recordId: 'v3', kind: 'parked', code: 'sales.refused', message: 'Too long.' }],
    });
    expect(await issues()).toMatchObject([{ occurrences: 2 }]);
    expect(await orchestration.bus.ask(retryFailedRecords, { connectionId, jobId: job.id })).toEqual({ records: 0 });
  });

  it('a conflict is decided field by field, and the choice travels with the record', async () => {
    await reportIssues([
      {
        recordId: 'v4',
        kind: 'conflict',
        code: 'conflict.bothChanged',
        message: 'Both sides changed the name.',
        details: { fields: ['displayName'] },
      },
    ]);
    const [issue] = await issues();
    await expect(
      orchestration.bus.ask(resolveIssue, { connectionId, issueId: issue!.id, choices: { city: 'sales' } }),
    ).rejects.toMatchObject({ code: 'issue.unknownField' });
    await orchestration.bus.ask(resolveIssue, { connectionId, issueId: issue!.id, choices: { displayName: 'sales' } });
    expect((await orchestration.taken()).start).toEqual({ kind: 'ids', ids: ['v4'], choices: { v4: { displayName: 'sales' } } });
  });

  it('what was chosen holds while another worker is faster with the record', async () => {
    const details = { fields: ['displayName'] };
    await reportIssues([
      { recordId: 'v4', kind: 'conflict', code: 'conflict.bothChanged', message: 'Both sides changed the name.', details },
    ]);
    const [issue] = await issues();
    await orchestration.bus.ask(resolveIssue, { connectionId, issueId: issue!.id, choices: { displayName: 'businessCentral' } });
    const due = [{ recordId: 'v4', mapping: 'VENDOR', direction: 'toSales' as const, reason: 'stale' as const }];
    await orchestration.report(await orchestration.taken(), { due, counters: { seen: 1, waiting: 1 } });
    expect((await orchestration.taken()).start).toMatchObject({ ids: ['v4'], choices: { v4: { displayName: 'businessCentral' } } });
  });

  it('what was chosen of the other side travels from there', async () => {
    const details = { fields: ['displayName', 'city'], counterpart: 'a4' };
    await reportIssues([
      { recordId: 'v4', kind: 'conflict', code: 'conflict.bothChanged', message: 'Both sides changed the name.', details },
    ]);
    const [issue] = await issues();
    const choices = { displayName: 'sales', city: 'businessCentral' } as const;
    await orchestration.bus.ask(resolveIssue, { connectionId, issueId: issue!.id, choices });
    const pages = [await orchestration.taken(), await orchestration.taken()];
    expect(new Map(pages.map(({ direction, start }) => [direction, start]))).toEqual(
      new Map([
        ['toSales', { kind: 'ids', ids: ['v4'], choices: { v4: choices } }],
        ['fromSales', { kind: 'ids', ids: ['a4'], choices: { a4: choices } }],
      ]),
    );
  });

  it('a pair that a person has coupled is looked at at once: nobody knows yet what it is called', async () => {
    await reportIssues([]);
    const record = { businessCentralId: randomUUID(), salesId: randomUUID(), businessKey: null };
    await heard(recordsCoupled.subject, { connectionId, mapping: 'VENDOR', records: [record] });
    const page = await eventually(() => orchestration.taken());
    expect(page).toMatchObject({ dueReason: 'now', direction: 'toSales', start: { ids: [record.businessCentralId] } });
  });

  it('only a conflict is resolved by choosing', async () => {
    await reportIssues([waiting('v1')]);
    const [issue] = await issues();
    await expect(
      orchestration.bus.ask(resolveIssue, { connectionId, issueId: issue!.id, choices: { name: 'sales' } }),
    ).rejects.toMatchObject({ code: 'issue.notAConflict' });
    await expect(orchestration.bus.ask(retryIssues, { connectionId })).rejects.toMatchObject({ code: 'issue.noneChosen' });
  });

  it('a dismissed issue stays away while it fails in the same way, and comes back when it fails in another', async () => {
    const parked: RecordIssue = { recordId: 'v5', kind: 'parked', code: 'sales.refused', message: 'Too long.' };
    await reportIssues([parked]);
    const [issue] = await issues();
    await orchestration.bus.ask(dismissIssues, { connectionId, ids: [issue!.id] });
    await reportIssues([parked]);
    expect(await issues()).toEqual([]);
    await reportIssues([{ ...parked, code: 'sales.noRight' }]);
    expect(await issues()).toMatchObject([{ code: 'sales.noRight', occurrences: 1 }]);
  });

  it('an issue is assigned to somebody', async () => {
    await reportIssues([waiting('v1')]);
    const [issue] = await issues();
    await orchestration.bus.ask(assignIssues, { connectionId, ids: [issue!.id], assignee: 'ada@contoso.com' });
    expect(await orchestration.bus.ask(readIssue, { connectionId, issueId: issue!.id })).toMatchObject({ assignee: 'ada@contoso.com' });
  });

  it('nobody sees or touches the issues of another connection', async () => {
    await reportIssues([waiting('v1')]);
    const [issue] = await issues();
    const other = newConnection();
    await expect(orchestration.bus.ask(readIssue, { connectionId: other, issueId: issue!.id })).rejects.toMatchObject({
      code: 'issue.notFound',
    });
    expect(await orchestration.bus.ask(dismissIssues, { connectionId: other, ids: [issue!.id] })).toEqual({ issues: 0 });
  });
});
