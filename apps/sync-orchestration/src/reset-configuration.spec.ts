import 'reflect-metadata';
import { changeSchedule, readSchedules } from '@tandem/contracts/jobs';
import { changeMapping, MappingChanges, readMapping } from '@tandem/contracts/mappings';
import { ConfigurationReset, resetConfiguration } from '@tandem/contracts/reset-configuration';
import { newConnection, Orchestration } from './orchestration.fixture';

jest.setTimeout(20_000);

describe('the configuration of a connection', () => {
  let orchestration: Orchestration;
  let connectionId: string;

  beforeAll(async () => void (orchestration = await Orchestration.start()));
  afterAll(() => orchestration.stop());
  beforeEach(() => void (connectionId = newConnection()));
  afterEach(() => orchestration.retire());

  const change = (mapping: string, changes: MappingChanges) =>
    orchestration.bus.ask(changeMapping, { connectionId, mapping, changes, changedBy: 'Avery' });
  const reset = (wish: { dryRun?: boolean; confirm?: boolean } = { confirm: true }): Promise<ConfigurationReset> =>
    orchestration.bus.ask(resetConfiguration, { connectionId, ...wish, changedBy: 'Avery' });
  const read = (mapping: string) => orchestration.bus.ask(readMapping, { connectionId, mapping });

  it('goes back to the catalogue as a whole; what there was before is exported, and each difference told', async () => {
    await change('CUSTOMER', { deletionPolicy: 'restore', onlyCoupled: true });
    await change('CONTACT', { conflictPolicy: 'sales' });
    const { applied, exported, differences } = await reset();
    expect({ applied, exported }).toEqual({
      applied: true,
      exported: [
        { mapping: 'CUSTOMER', version: 1, settings: { deletionPolicy: 'restore', onlyCoupled: true } },
        { mapping: 'CONTACT', version: 1, settings: { conflictPolicy: 'sales' } },
      ],
    });
    expect(differences).toContainEqual({ mapping: 'CUSTOMER', setting: 'deletionPolicy', before: 'restore', after: 'none' });
    expect(differences).toHaveLength(3);
    expect(await read('CUSTOMER')).toMatchObject({ deletionPolicy: 'none', customised: false, settings: {}, version: 2 });
    expect(await read('CONTACT')).toMatchObject({ customised: false });
  });

  it('is looked at first without being changed', async () => {
    await change('CUSTOMER', { deletionPolicy: 'restore' });
    expect(await reset({ dryRun: true })).toMatchObject({ applied: false, differences: [{ setting: 'deletionPolicy' }] });
    expect(await read('CUSTOMER')).toMatchObject({ deletionPolicy: 'restore', version: 1 });
  });

  it('stays as it is until a person confirms that it shall be lost', async () => {
    await change('CUSTOMER', { deletionPolicy: 'restore' });
    await expect(reset({})).rejects.toMatchObject({
      kind: 'blocked',
      code: 'setup.confirmReset',
      message: expect.stringContaining('CUSTOMER'),
      details: { help: expect.stringContaining('confirm: true') },
    });
    expect(await read('CUSTOMER')).toMatchObject({ deletionPolicy: 'restore', version: 1 });
  });

  it('takes intervals back as well, but not whether a mapping runs by itself', async () => {
    await orchestration.bus.ask(changeSchedule, { connectionId, mapping: 'CUSTOMER', enabled: true, intervalMinutes: 7 });
    const { exported, differences } = await reset();
    expect(exported).toMatchObject([{ mapping: 'CUSTOMER', intervalMinutes: 7 }]);
    const { items } = await orchestration.bus.ask(readSchedules, { connectionId });
    const schedule = items.find(({ mapping }) => mapping === 'CUSTOMER');
    expect(schedule).toMatchObject({ enabled: true, intervalMinutes: differences[0]?.after });
    expect(schedule?.intervalMinutes).not.toBe(7);
  });

  it('has nothing to reset where nobody has changed it', async () => {
    expect(await reset({})).toMatchObject({ exported: [], differences: [] });
  });

  it('of another connection stays as it is', async () => {
    await change('CUSTOMER', { deletionPolicy: 'restore' });
    const mine = connectionId;
    connectionId = newConnection();
    await reset();
    connectionId = mine;
    expect(await read('CUSTOMER')).toMatchObject({ deletionPolicy: 'restore' });
  });
});
