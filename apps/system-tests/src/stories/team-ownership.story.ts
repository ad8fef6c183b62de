/** With ownership `team` nobody in particular owns rows in Sales: the team does, and salespeople are not synchronised. */
import { Scene } from '../stage/scene';
import { stage } from '../stage/on-stage';

describe('a connection whose rows belong to a team', () => {
  let scene: Scene;

  beforeAll(async () => {
    scene = await Scene.open(stage(), { options: { ownership: 'team' } });
    await scene.fullSync();
  });

  afterAll(() => scene.close());

  it('has no mapping of salespeople', async () => {
    const { items } = await scene.rest.send<{ items: { name: string }[] }>('GET', scene.path('/mappings'));
    expect(items.map(({ name }) => name)).toEqual(expect.arrayContaining(['CUSTOMER', 'VENDOR', 'CONTACT', 'CURRENCY']));
    expect(items.map(({ name }) => name)).not.toContain('SALESPEOPLE');
    expect(await scene.couplings('SALESPEOPLE')).toEqual([]);
  });

  it('gives every account and contact that it creates to the team', async () => {
    const teams = new Set((await scene.sales.rows('team')).map(({ teamid }) => teamid));
    const created = (await scene.sales.history()).filter(
      ({ operation, table }) => operation === 'create' && /^(account|contact)s?$/.test(table),
    );
    const owners = await Promise.all(created.map(async ({ table, key }) => (await scene.sales.row(table, key))?._ownerid_value));
    expect(created.length).toBeGreaterThan(50);
    expect(new Set(owners).size).toBe(1);
    expect(teams).toContain(owners[0]);
  });

  it('makes nobody wait for a salesperson, and both systems say the same', async () => {
    const { invariants, problems } = await scene.judge();
    expect(problems).toEqual([]);
    expect(invariants.converged).toBe(true);
    expect((await scene.issues({ kind: 'waiting' })).filter(({ message }) => message.includes('SALESPEOPLE'))).toEqual([]);
  });
});
