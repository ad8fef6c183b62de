/** What every implementation of `Connections` must do. */
import { randomUUID } from 'node:crypto';
import { Connection, newConnection } from '../domain/connection';
import { Connections } from '../domain/connections';

const monday = new Date('2026-11-02T08:00:00.000Z');
const tuesday = new Date('2026-11-03T08:00:00.000Z');

const connectionCalled = (name: string): Connection => ({
  ...newConnection(randomUUID(), name, monday),
  sales: { url: 'https://contoso.crm4.dynamics.com', clientId: 'client' },
  secrets: { wrappedKey: 'd3JhcHBlZA==', masterKeyVersion: '1', values: { 'sales.clientSecret': 'ZW5jcnlwdGVk' } },
});

/** Runs the suite; `make` gives an empty collection. */
export function behavesLikeConnections(make: () => Connections | Promise<Connections>): void {
  let connections: Connections;

  beforeEach(async () => {
    connections = await make();
  });

  it('gives back what was added', async () => {
    const contoso = connectionCalled('Contoso');
    await connections.add(contoso);
    expect(await connections.get(contoso.id)).toEqual(contoso);
  });

  it('says so when there is no such connection', async () => {
    await expect(connections.get(randomUUID())).rejects.toMatchObject({ code: 'connection.notFound' });
  });

  it('refuses a second connection of the same name', async () => {
    await connections.add(connectionCalled('Contoso'));
    await expect(connections.add(connectionCalled('Contoso'))).rejects.toMatchObject({ code: 'connection.nameTaken' });
  });

  it('refuses to rename a connection to a name that is taken', async () => {
    const fabrikam = connectionCalled('Fabrikam');
    await connections.add(connectionCalled('Contoso'));
    await connections.add(fabrikam);
    await expect(connections.save({ ...fabrikam, name: 'Contoso' }, tuesday)).rejects.toMatchObject({ code: 'connection.nameTaken' });
  });

  it('lists connections by name, page by page', async () => {
    for (const name of ['Fabrikam', 'Adatum', 'Contoso']) await connections.add(connectionCalled(name));
    const names = async (limit: number, after?: string): Promise<string[]> =>
      (await connections.list(limit, after)).map(({ name }) => name);
    expect(await names(2)).toEqual(['Adatum', 'Contoso']);
    expect(await names(2, 'Contoso')).toEqual(['Fabrikam']);
  });

  it('stores a change under the next version', async () => {
    const contoso = connectionCalled('Contoso');
    await connections.add(contoso);
    const saved = await connections.save({ ...contoso, enabled: true, reason: 'The secret has expired.' }, tuesday);
    expect(saved).toMatchObject({ version: 2, enabled: true, changedAt: tuesday });
    expect(await connections.get(contoso.id)).toEqual(saved);
  });

  it('refuses a change of what somebody else has changed meanwhile', async () => {
    const contoso = connectionCalled('Contoso');
    await connections.add(contoso);
    await connections.save({ ...contoso, name: 'Contoso Ltd' }, tuesday);
    await expect(connections.save({ ...contoso, name: 'Contoso Inc' }, tuesday)).rejects.toMatchObject({
      code: 'connection.changedMeanwhile',
    });
    expect(await connections.get(contoso.id)).toMatchObject({ name: 'Contoso Ltd' });
  });

  it('removes a connection under the version that was read', async () => {
    const contoso = connectionCalled('Contoso');
    await connections.add(contoso);
    const saved = await connections.save(contoso, tuesday);
    await expect(connections.remove(contoso)).rejects.toMatchObject({ code: 'connection.changedMeanwhile' });
    await connections.remove(saved);
    await expect(connections.get(contoso.id)).rejects.toMatchObject({ code: 'connection.notFound' });
  });

  it('hands out an enabled connection once when its checks are due', async () => {
    const farAhead = new Date('2100-01-01T00:00:00.000Z');
    const [contoso, fabrikam] = [{ ...connectionCalled('Contoso'), enabled: true }, connectionCalled('Fabrikam')];
    await connections.add(contoso);
    await connections.add(fabrikam);
    expect(await connections.claimUnchecked(farAhead, farAhead)).toEqual([contoso.id]);
    expect(await connections.claimUnchecked(farAhead, farAhead)).toEqual([]);
  });
}
