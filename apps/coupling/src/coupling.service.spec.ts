import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { readCouplingAudit } from '@tandem/contracts/audit';
import { readAuditedWrites, textOf } from '@tandem/contracts/audited-writes';
import { claimCouplings, ClaimCouplings, confirmCouplings, releaseClaims } from '@tandem/contracts/claims';
import { noteVersion, readAgreedPairs, recordsCoupled, RecordsCoupled, resolveCouplings } from '@tandem/contracts/coupling';
import { dropOverlay, listCoupledIds, listExpiredClaims, recordDeletions } from '@tandem/contracts/coupling-upkeep';
import { countCouplings, coupleRecords, listCouplings, readCoupling, uncoupleMany, uncoupleRecords } from '@tandem/contracts/couplings';
import { Hears } from '@tandem/platform/messaging/handlers';
import { digestOf } from '@tandem/platform/audit/audit-chain';
import { DatabaseForTest, databaseForTest } from '@tandem/platform/testing/database-for-test';
import { eventually } from '@tandem/platform/testing/eventually';
import { LocalNats } from '@tandem/platform/testing/local-nats';
import { ServiceForTest, serviceForTest } from '@tandem/platform/testing/service-for-test';
import { Controller, Module } from '@nestjs/common';
import { couplingSchema } from './adapters/coupling-schema';
import { CouplingModule } from './coupling.module';

const heard: RecordsCoupled[] = [];

@Controller()
class Listener {
  @Hears(recordsCoupled)
  hear(body: RecordsCoupled): void {
    heard.push(body);
  }
}

@Module({ imports: [CouplingModule], controllers: [Listener] })
class CouplingWithListener {}

describe('the coupling service', () => {
  let nats: LocalNats;
  let database: DatabaseForTest;
  let service: ServiceForTest;
  let connectionId: string;

  beforeAll(async () => {
    [nats, database] = await Promise.all([LocalNats.start(), databaseForTest(couplingSchema)]);
    service = await serviceForTest(CouplingWithListener, { name: 'coupling', variables: { NATS_URL: nats.url, ...database.variables } });
  });
  afterAll(async () => {
    await service.stop();
    await Promise.all([nats.stop(), database.drop()]);
  });
  beforeEach(() => void (connectionId = randomUUID()));

  const holder = () => ({ pageId: randomUUID(), token: 1, leaseEndsAt: new Date(Date.now() + 60_000).toISOString() });
  const claimed = {
    kind: 'create' as const,
    businessKey: '10000',
    pairs: { displayName: 'Adatum' },
    written: { creditLimit: 5 },
    digests: { sales: 's' },
  };

  async function claim(changes: Partial<ClaimCouplings> = {}) {
    const ids = { sourceId: randomUUID(), targetId: randomUUID() };
    const input = {
      connectionId,
      mapping: 'CUSTOMER',
      direction: 'toSales' as const,
      holder: holder(),
      claims: [{ ...claimed, ...ids }],
      ...changes,
    };
    const { outcomes } = await service.bus.ask(claimCouplings, input);
    const [outcome] = outcomes;
    if (outcome?.outcome !== 'yours') throw new Error('not ours');
    return { ...ids, ...outcome, holder: input.holder };
  }

  async function couple() {
    const mine = await claim();
    const { pageId, token } = mine.holder;
    const confirmations = [{ couplingId: mine.couplingId, version: mine.version }];
    await service.bus.ask(confirmCouplings, { connectionId, mapping: 'CUSTOMER', direction: 'toSales', pageId, token, confirmations });
    return mine;
  }

  it('claims, confirms and resolves a record over the bus', async () => {
    const { note } = await service.bus.ask(noteVersion, { connectionId });
    const mine = await couple();
    const references = [{ mapping: 'CUSTOMER', by: 'businessKey' as const, values: ['10000'] }];
    const question = { connectionId, mapping: 'CUSTOMER', side: 'sales' as const, ids: [mine.targetId], references };
    const answer = await service.bus.ask(resolveCouplings, question);
    expect(answer.couplings).toEqual([expect.objectContaining({ id: mine.couplingId, state: 'coupled', digests: { sales: 's' } })]);
    expect(answer.references).toEqual([expect.objectContaining({ salesId: mine.targetId, businessCentralId: mine.sourceId })]);
    expect(BigInt(answer.couplings[0]!.version)).toBeGreaterThanOrEqual(BigInt(note));
  });

  it('a record that somebody else has claimed takes nothing from the others of its chunk', async () => {
    const theirs = await claim();
    const ours = [randomUUID(), theirs.sourceId, randomUUID()].map((sourceId) => ({ ...claimed, sourceId, targetId: randomUUID() }));
    const question = { connectionId, mapping: 'CUSTOMER', direction: 'toSales' as const, holder: holder(), claims: ours };
    const { outcomes } = await service.bus.ask(claimCouplings, question);
    expect(outcomes).toMatchObject([
      { outcome: 'yours', targetId: ours[0]?.targetId },
      { outcome: 'taken', coupling: { id: theirs.couplingId } },
      { outcome: 'yours', targetId: ours[2]?.targetId },
    ]);
  });

  it('answers what an open claim is about to write', async () => {
    const mine = await claim();
    const values = await service.bus.ask(readAgreedPairs, { connectionId, couplingIds: [mine.couplingId] });
    expect(values).toEqual({
      pairs: { [mine.couplingId]: claimed.pairs },
      written: { [mine.couplingId]: claimed.written },
      overwritten: { [mine.couplingId]: {} },
    });
  });

  it('announces what has been coupled, and nothing of a dry run', async () => {
    await claim({ overlay: randomUUID(), claims: [{ ...claimed, kind: 'couple', sourceId: 'dry', targetId: 'run' }] });
    const mine = await couple();
    const expected = [{ businessCentralId: mine.sourceId, salesId: mine.targetId, businessKey: '10000' }];
    await eventually(() => heard.some((body) => body.connectionId === connectionId));
    expect(heard.filter((body) => body.connectionId === connectionId)).toEqual([{ connectionId, mapping: 'CUSTOMER', records: expected }]);
  });

  it('releases a claim and lists those left open', async () => {
    const left = await claim({ holder: { ...holder(), leaseEndsAt: new Date(Date.now() - 1_000).toISOString() } });
    const { claims } = await service.bus.ask(listExpiredClaims, { connectionId, limit: 10 });
    expect(claims).toEqual([
      { couplingId: left.couplingId, mapping: 'CUSTOMER', direction: 'toSales', sourceId: left.sourceId, pageId: left.holder.pageId },
    ]);
    const given = { connectionId, pageId: randomUUID(), token: 1, claims: [{ couplingId: left.couplingId, version: left.version }] };
    expect(await service.bus.ask(releaseClaims, given)).toEqual({ outcomes: ['done'] });
  });

  it('records deletions by the policy of the mapping', async () => {
    const mine = await couple();
    const input = {
      connectionId,
      mapping: 'CUSTOMER',
      side: 'sales' as const,
      policy: 'removeCoupling' as const,
      ids: [mine.targetId, 'never seen'],
    };
    const { outcomes } = await service.bus.ask(recordDeletions, input);
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['uncoupled', 'unknown']);
  });

  it('forgets a dry run', async () => {
    const overlay = randomUUID();
    await claim({ overlay });
    expect(await service.bus.ask(dropOverlay, { connectionId, overlay })).toEqual({ couplings: 1 });
    expect(await service.bus.ask(countCouplings, { connectionId })).toEqual({ mappings: [] });
  });

  it('couples by hand, lists, shows, counts, takes apart and forgets', async () => {
    const pair = { businessCentralId: randomUUID(), salesId: randomUUID(), businessKey: '20000' };
    const coupling = await service.bus.ask(coupleRecords, { connectionId, mapping: 'CUSTOMER', ...pair, initialSync: 'fromSales' });
    expect(coupling).toMatchObject({ ...pair, state: 'coupled', firstDirection: 'fromSales', inProgress: false });
    const couplingId = coupling.id;
    expect(await service.bus.ask(readCoupling, { connectionId, couplingId })).toEqual(coupling);
    expect((await service.bus.ask(listCouplings, { connectionId, mapping: 'CUSTOMER', limit: 10 })).items).toEqual([coupling]);
    expect((await service.bus.ask(listCoupledIds, { connectionId, mapping: 'CUSTOMER', side: 'sales', limit: 5 })).ids).toEqual([
      pair.salesId,
    ]);
    const { tombstone } = await service.bus.ask(uncoupleRecords, { connectionId, couplingId });
    expect(tombstone).toMatchObject({ id: couplingId, state: 'uncoupled' });
    expect(await service.bus.ask(uncoupleRecords, { connectionId, couplingId, forget: true })).toEqual({});
    await expect(service.bus.ask(readCoupling, { connectionId, couplingId })).rejects.toMatchObject({
      kind: 'rejected',
      code: 'coupling.unknown',
    });
  });

  it('lists page by page and refuses a cursor it has not made', async () => {
    await couple();
    await couple();
    const first = await service.bus.ask(listCouplings, { connectionId, limit: 1 });
    const second = await service.bus.ask(listCouplings, { connectionId, limit: 1, cursor: first.nextCursor });
    expect(second.nextCursor).toBeUndefined();
    expect(first.items[0]!.id).not.toBe(second.items[0]!.id);
    await expect(service.bus.ask(listCouplings, { connectionId, limit: 1, cursor: 'W10' })).rejects.toMatchObject({
      code: 'request.badCursor',
    });
  });

  it('refuses to change by hand what a page is working on', async () => {
    const mine = await claim();
    const refusal = { kind: 'blocked', code: 'coupling.inProgress' };
    await expect(service.bus.ask(uncoupleRecords, { connectionId, couplingId: mine.couplingId })).rejects.toMatchObject(refusal);
    const pair = { businessCentralId: mine.sourceId, salesId: randomUUID() };
    await expect(service.bus.ask(coupleRecords, { connectionId, mapping: 'CUSTOMER', ...pair, initialSync: 'none' })).rejects.toMatchObject(
      refusal,
    );
  });

  it('refuses to couple a record twice', async () => {
    const mine = await couple();
    const pair = { businessCentralId: mine.sourceId, salesId: randomUUID() };
    const again = service.bus.ask(coupleRecords, { connectionId, mapping: 'CUSTOMER', ...pair, initialSync: 'none' });
    await expect(again).rejects.toMatchObject({
      kind: 'rejected',
      code: 'coupling.alreadyCoupled',
      details: { couplingId: mine.couplingId },
    });
  });

  it('refuses a mapping that does not exist', async () => {
    const unknown = service.bus.ask(listCouplings, { connectionId, mapping: 'CUSTOMERS', limit: 10 });
    await expect(unknown).rejects.toMatchObject({ kind: 'rejected', code: 'mapping.unknown' });
  });

  it('takes a whole mapping apart but for what is in progress', async () => {
    await couple();
    await couple();
    await claim();
    expect(await service.bus.ask(uncoupleMany, { connectionId, mapping: 'CUSTOMER' })).toEqual({
      uncoupled: 2,
      inProgress: 1,
      unchanged: 0,
    });
    const { mappings } = await service.bus.ask(countCouplings, { connectionId });
    expect(mappings).toEqual([expect.objectContaining({ mapping: 'CUSTOMER', claimed: 1, coupled: 0, uncoupled: 2 })]);
  });

  it('takes named pairs apart and says which were left', async () => {
    const [coupled, open] = [await couple(), await claim()];
    const couplingIds = [coupled.couplingId, open.couplingId, randomUUID()];
    expect(await service.bus.ask(uncoupleMany, { connectionId, couplingIds })).toEqual({ uncoupled: 1, inProgress: 1, unchanged: 1 });
  });

  it('tells the audit trail what pages have written, one entry for a chunk, with the list beside it', async () => {
    const { couplingId, targetId } = await couple();
    const { couplings } = await service.bus.ask(resolveCouplings, {
      connectionId,
      mapping: 'CUSTOMER',
      side: 'sales',
      ids: [targetId],
      references: [],
    });
    const confirmations = [{ couplingId, version: couplings[0]!.version, wrote: ['name', 'telephone1'] }];
    const { pageId, token } = holder();
    await service.bus.ask(confirmCouplings, { connectionId, mapping: 'CUSTOMER', direction: 'toSales', pageId, token, confirmations });
    const { entries } = await service.bus.ask(readCouplingAudit, { connectionId, limit: 10, after: 0 });
    expect(entries.map(({ action, target, fields, subject }) => [action, target, fields, subject])).toEqual([
      ['records.written', 'CUSTOMER toSales', ['create 1'], 'tandem'],
      ['records.written', 'CUSTOMER toSales', ['update 1'], 'tandem'],
    ]);
    const list = await service.bus.ask(readAuditedWrites, { connectionId, sequence: 2 });
    expect(list.writes).toEqual([{ operation: 'update', recordId: targetId, columns: ['name', 'telephone1'] }]);
    expect(digestOf(textOf(list))).toBe(entries[1]?.after);
    await expect(service.bus.ask(readAuditedWrites, { connectionId, sequence: 3 })).rejects.toMatchObject({ code: 'audit.noWrites' });
  });

  it('tells the audit trail what people have coupled and taken apart', async () => {
    await couple();
    const pair = { businessCentralId: randomUUID(), salesId: randomUUID() };
    const { id } = await service.bus.ask(coupleRecords, { connectionId, mapping: 'CUSTOMER', ...pair, initialSync: 'none' });
    await service.bus.ask(uncoupleRecords, { connectionId, couplingId: id });
    await service.bus.ask(uncoupleRecords, { connectionId, couplingId: id });
    await service.bus.ask(uncoupleMany, { connectionId, mapping: 'CUSTOMER' });
    const { entries } = await service.bus.ask(readCouplingAudit, { connectionId, limit: 10, after: 0 });
    const byPeople = entries.filter(({ action }) => action !== 'records.written');
    expect(byPeople.map(({ action, target, fields }) => [action, target, fields.length])).toEqual([
      ['coupling.coupled', id, 0],
      ['coupling.uncoupled', id, 0],
      ['coupling.uncoupledMany', 'CUSTOMER', 1],
    ]);
  });

  it('is ready and shows its metrics', async () => {
    expect((await fetch(`${service.url}/health/ready`)).status).toBe(200);
    expect(await (await fetch(`${service.url}/metrics`)).text()).toContain('tandem');
  });
});
