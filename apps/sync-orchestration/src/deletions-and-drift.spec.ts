import 'reflect-metadata';
import { CouplingItem } from '@tandem/contracts/couplings';
import { passGuard } from '@tandem/contracts/deletion-guard';
import { listDeletions } from '@tandem/contracts/deletions';
import { compareDrift, DriftView, listDrift } from '@tandem/contracts/drift';
import { rejectGuard } from '@tandem/contracts/guards';
import { changeMapping } from '@tandem/contracts/mappings';
import { PageLease } from '@tandem/contracts/sync';
import { eventually } from '@tandem/platform/testing/eventually';
import { newConnection, Orchestration } from './orchestration.fixture';

jest.setTimeout(20_000);

const times = { createdAt: '2026-01-01T00:00:00.000Z', changedAt: '2026-01-02T00:00:00.000Z' };

describe('what people ask about deletions and drift', () => {
  let orchestration: Orchestration;
  let connectionId: string;

  beforeAll(async () => void (orchestration = await Orchestration.start()));
  afterAll(() => orchestration.stop());
  beforeEach(() => void (connectionId = newConnection()));
  afterEach(() => orchestration.retire());

  describe('a record that was deleted', () => {
    const coupling = (deleted: 'businessCentral' | 'sales'): CouplingItem => ({
      ...{ id: newConnection(), mapping: 'CUSTOMER', state: 'coupled', inProgress: false, deleted, ...times },
      ...{ businessCentralId: 'customer-1', salesId: 'account-1', label: '10000 Adatum' },
    });
    const know = (...couplings: CouplingItem[]) => orchestration.neighbours.ofDeletedRecords.set(connectionId, couplings);
    const deletions = async () => (await orchestration.bus.ask(listDeletions, { connectionId, limit: 10 })).items;
    const policy = (deletionPolicy: 'restore' | 'deleteCounterpart') =>
      orchestration.bus.ask(changeMapping, { connectionId, mapping: 'CUSTOMER', changes: { deletionPolicy }, changedBy: 'Anna' });
    const found = (code: string, details: object = {}) => [
      { recordId: 'customer-1', kind: 'parked' as const, code, message: 'The record was deleted.', details: { ...details } },
    ];
    const page = async (): Promise<PageLease> => {
      await orchestration.startOne(connectionId, 'CUSTOMER', { direction: 'toSales', ids: [newConnection()] });
      return orchestration.taken();
    };

    it('is underway before a run has dealt with it', async () => {
      know(coupling('sales'));
      await policy('restore');
      expect(await deletions()).toEqual([
        {
          ...{ couplingId: expect.any(String) as string, mapping: 'CUSTOMER', side: 'sales', recordId: 'account-1' },
          ...{ counterpartId: 'customer-1', label: '10000 Adatum', policy: 'restore', state: 'underway', since: times.changedAt },
        },
      ]);
    });

    it('is listed with its reason where nothing follows before a person decides', async () => {
      know(coupling('businessCentral'));
      await orchestration.report(await page(), { issues: found('record.deleted') });
      expect(await deletions()).toMatchObject([
        { side: 'businessCentral', recordId: 'customer-1', policy: 'none', state: 'listed', code: 'record.deleted' },
      ]);
    });

    it('is held while the guard asks, and rejected once a person has said so', async () => {
      know(coupling('businessCentral'));
      await policy('deleteCounterpart');
      orchestration.neighbours.coupledCustomers.set(connectionId, 1_000);
      const { pageId, token, ...lease } = await page();
      const many = Array.from({ length: 51 }, (_, at) => ({ recordId: `customer-${at}` }));
      const { guardId } = await orchestration.bus.ask(passGuard, { pageId, token, policy: 'deleteCounterpart', deletions: many });
      await orchestration.report({ pageId, token, ...lease }, { issues: found('deletion.held', { guardId }) });
      expect(await deletions()).toMatchObject([{ policy: 'deleteCounterpart', state: 'held', guardId }]);
      await orchestration.bus.ask(rejectGuard, { connectionId, guardId: guardId!, decidedBy: 'Anna' });
      await eventually(async () => {
        const again = await orchestration.take();
        if (again) await orchestration.report(again, { issues: found('deletion.rejected', { guardId }) });
        expect(await deletions()).toMatchObject([{ state: 'rejected', guardId }]);
      });
    });
  });

  describe('a compare of everything that is coupled', () => {
    const compare = (mapping?: string) => orchestration.bus.ask(compareDrift, { connectionId, mapping });
    const drift = async (): Promise<DriftView[]> => (await orchestration.bus.ask(listDrift, { connectionId })).items;
    /** The page that a compare has made. */
    const made = async (): Promise<PageLease> => eventually(async () => (await orchestration.take()) ?? false);

    it('asks a worker about every coupled record, to Sales first, and tells what it has found and repaired', async () => {
      orchestration.neighbours.coupledIds.set(connectionId, ['one', 'two', 'three']);
      expect((await compare('CUSTOMER')).items).toMatchObject([
        { mapping: 'CUSTOMER', direction: 'toSales', state: 'running' },
        { mapping: 'CUSTOMER', direction: 'fromSales', state: 'queued' },
      ]);
      const toSales = await made();
      expect(toSales).toMatchObject({ mapping: 'CUSTOMER', direction: 'toSales', dueReason: 'drift', createUncoupled: false });
      expect(toSales.start).toMatchObject({ kind: 'ids', ids: ['one', 'three', 'two'] });
      await orchestration.report(toSales, { counters: { seen: 3, modified: 1, unchanged: 1, conflict: 1, overwritten: 1 } });
      const fromSales = await made();
      expect(fromSales).toMatchObject({ direction: 'fromSales', dueReason: 'drift' });
      await orchestration.report(fromSales, { counters: { seen: 3, unchanged: 3 } });
      expect(await drift()).toMatchObject([
        { direction: 'toSales', state: 'finished', compared: 3, repaired: 1, overwritten: 1, conflicts: 1, deleted: 0, failed: 0 },
        { direction: 'fromSales', state: 'finished', compared: 3, repaired: 0 },
      ]);
    });

    it('goes on where somebody asks for it twice, and takes the place of the last one once that has ended', async () => {
      orchestration.neighbours.coupledIds.set(connectionId, ['one']);
      const jobsOf = async () => (await compare('CURRENCY')).items.map(({ jobId }) => jobId);
      const first = await jobsOf();
      expect(await jobsOf()).toEqual(first);
      await orchestration.report(await made(), { counters: { seen: 1, unchanged: 1 } });
      expect(await jobsOf()).not.toEqual(first);
      expect(await drift()).toHaveLength(first.length);
    });

    it('is about every mapping where none is named, and refuses one that is unknown', async () => {
      expect((await compare()).items.length).toBeGreaterThan(8);
      await expect(compare('NOBODY')).rejects.toMatchObject({ code: 'mapping.notFound' });
    });
  });
});
