import { Finding, testConnection } from '@tandem/contracts/connection';
import { BothSystems } from './both-systems.fixture';

let systems: BothSystems;

beforeAll(async () => {
  systems = await BothSystems.start();
}, 30_000);

afterEach(() => systems.sales.control('POST', 'reset', {}));
afterAll(() => systems?.stop());

const finding = (id: string, check: string): Promise<Finding | undefined> => systems.finding(id, check);

const findingsOf = async (connectionId: string): Promise<Finding[]> =>
  (await systems.running.bus.ask(testConnection, { connectionId })).findings;

describe('a connection that leads to a copy of its organisation', () => {
  const copy = '0c0c0c0c-0c0c-4c0c-8c0c-0c0c0c0c0c0c';
  const copied = (): Promise<unknown> => systems.sales.control('PUT', 'organization', { organizationId: copy });
  const stopped = { enabled: false, state: 'disabled', reason: expect.stringContaining(copy) };

  it('is not enabled, though it was only tested before', async () => {
    const { id } = await systems.create();
    await findingsOf(id);
    await copied();
    await expect(systems.enable(id)).rejects.toMatchObject({ code: 'connection.environmentChanged', details: { found: copy } });
    expect(await systems.read(id)).toMatchObject({ enabled: false });
  });

  it('is stopped by a test, which says why', async () => {
    const { id } = await systems.create();
    await systems.enable(id);
    await copied();
    expect(await finding(id, 'salesEnvironment')).toMatchObject({ state: 'failed', code: 'connection.environmentChanged' });
    expect(await systems.read(id)).toMatchObject(stopped);
  });

  it('is stopped as soon as a worker asks for access, which it does not get', async () => {
    const { id } = await systems.create();
    await systems.enable(id);
    await copied();
    await expect(systems.access(id, 'sales')).rejects.toMatchObject({ code: 'connection.environmentChanged' });
    expect(await systems.read(id)).toMatchObject(stopped);
    await expect(systems.access(id, 'businessCentral')).rejects.toMatchObject({ code: 'connection.notEnabled' });
  });

  it('runs again once a person has accepted the new environment', async () => {
    const { id } = await systems.create();
    await systems.enable(id);
    await expect(systems.accept(id)).rejects.toMatchObject({ code: 'connection.mustBeDisabled' });
    await copied();
    await findingsOf(id);
    await expect(systems.enable(id)).rejects.toMatchObject({ code: 'connection.environmentChanged' });
    expect(await systems.accept(id)).toMatchObject({ enabled: false });
    expect(await systems.enable(id)).toMatchObject({ enabled: true, facts: { salesOrganizationId: copy } });
  });

  it('is not meant where the address was corrected before the first enabling', async () => {
    const { id } = await systems.create();
    await findingsOf(id);
    await systems.change(id, { businessCentral: { companyName: 'Fabrikam' } });
    await systems.change(id, { businessCentral: { companyName: 'CRONUS International Ltd.' } });
    await copied();
    expect(await systems.enable(id)).toMatchObject({ facts: { salesOrganizationId: copy } });
  });
});
