import 'reflect-metadata';
import { changeMapping, listMappingVersions, MappingChanges, MappingDetail, readMapping } from '@tandem/contracts/mappings';
import { newConnection, Orchestration } from './orchestration.fixture';

jest.setTimeout(20_000);

describe('the policies of a mapping', () => {
  let orchestration: Orchestration;
  let connectionId: string;

  beforeAll(async () => void (orchestration = await Orchestration.start()));
  afterAll(() => orchestration.stop());
  beforeEach(() => void (connectionId = newConnection()));
  afterEach(() => orchestration.retire());

  const change = (changes: MappingChanges, version?: number): Promise<MappingDetail> =>
    orchestration.bus.ask(changeMapping, { connectionId, mapping: 'CUSTOMER', changes, version, changedBy: 'Avery' });

  it('are changed one by one; what is not named stays as it was', async () => {
    await change({ deletionPolicy: 'restore' });
    expect(await change({ conflictPolicy: 'sales' })).toMatchObject({
      ...{ deletionPolicy: 'restore', conflictPolicy: 'sales', version: 2, customised: true },
      settings: { deletionPolicy: 'restore', conflictPolicy: 'sales' },
    });
  });

  it('go back to the catalogue', async () => {
    await change({ deletionPolicy: 'restore' });
    expect(await change({ deletionPolicy: null })).toMatchObject({ deletionPolicy: 'none', customised: false, settings: {} });
  });

  it('are not changed by who has not seen the last change', async () => {
    await change({ deletionPolicy: 'restore' }, 0);
    await expect(change({ deletionPolicy: 'removeCoupling' }, 0)).rejects.toMatchObject({
      kind: 'conflict',
      code: 'mapping.changedMeanwhile',
    });
    expect(await orchestration.bus.ask(readMapping, { connectionId, mapping: 'CUSTOMER' })).toMatchObject({ deletionPolicy: 'restore' });
  });

  it('keep every version with who changed it', async () => {
    await change({ deletionPolicy: 'restore' });
    await change({ deletionPolicy: 'deleteCounterpart' });
    const { items } = await orchestration.bus.ask(listMappingVersions, { connectionId, mapping: 'CUSTOMER' });
    expect(items).toMatchObject([
      { version: 2, settings: { deletionPolicy: 'deleteCounterpart' }, changedBy: 'Avery' },
      { version: 1, settings: { deletionPolicy: 'restore' } },
    ]);
  });

  it('have records that were parked tried again', async () => {
    await orchestration.startOne(connectionId, 'CUSTOMER', { direction: 'toSales' });
    const parked = { recordId: 'gone', kind: 'parked' as const, code: 'record.deleted', message: 'It was deleted.' };
    await orchestration.doWhole(await orchestration.taken(), { issues: [parked], counters: { seen: 1, failed: 1 } });
    await change({ deletionPolicy: 'removeCoupling' });
    expect(await orchestration.taken()).toMatchObject({
      start: { kind: 'ids', ids: ['gone'] },
      settings: { deletionPolicy: 'removeCoupling' },
      mappingVersion: 1,
    });
  });
});
