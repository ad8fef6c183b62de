/** Couplings, mappings and what people have changed about them outlive everything that happens to a connection, but for a reset that somebody confirms. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CouplingItem } from '@tandem/contracts/couplings';
import { eventually } from '@tandem/platform/testing/eventually';
import { stage } from '../stage/on-stage';
import { patient, Scene } from '../stage/scene';

interface ConnectionShown {
  readonly state: string;
  readonly enabled: boolean;
  readonly reason?: string;
}

interface MappingShown {
  readonly name: string;
  readonly deletionPolicy: string;
  readonly conflictPolicy: string;
}

const chosen = { deletionPolicy: 'removeCoupling', conflictPolicy: 'sales' };

describe('a connection that people have worked with', () => {
  let scene: Scene;
  let coupled: string[];

  beforeAll(async () => {
    scene = await Scene.open(stage());
    await scene.fullSync();
    await scene.rest.send('PATCH', scene.path('/mappings/CUSTOMER'), chosen);
    coupled = await pairs();
  });

  afterAll(() => scene.close());

  const nameOf = ({ id, mapping, businessCentralId, salesId }: CouplingItem) => [id, mapping, businessCentralId, salesId].join(' ');
  const pairs = async () => (await scene.couplings()).map(nameOf).sort();
  const connection = () => scene.rest.send<ConnectionShown>('GET', scene.path(''));
  const tell = (action: 'enable' | 'disable') => scene.rest.send<ConnectionShown>('POST', scene.path(`/${action}`), {});
  const customer = () => scene.rest.send<MappingShown>('GET', scene.path('/mappings/CUSTOMER'));

  async function isAsItWas(): Promise<void> {
    expect(coupled.length).toBeGreaterThan(50);
    expect(await pairs()).toEqual(coupled);
    expect(await customer()).toMatchObject(chosen);
  }

  it('keeps all of it while it is disabled, and after it was enabled again', async () => {
    expect(await tell('disable')).toMatchObject({ state: 'disabled' });
    await isAsItWas();
    expect(await tell('enable')).toMatchObject({ state: 'enabled' });
    await isAsItWas();
  });

  it('is enabled again when all services have been restarted, and disabled where it was disabled', async () => {
    await stage().restartServices();
    expect(await connection()).toMatchObject({ state: 'enabled' });
    await isAsItWas();
    await tell('disable');
    await stage().restartServices();
    expect(await connection()).toMatchObject({ state: 'disabled' });
    await isAsItWas();
    await tell('enable');
  });

  it('disables itself where Sales lets it create nothing any more, says why, and goes on where it was', async () => {
    const privileges = privilegesOf('Tandem Integration User');
    await scene.sales.setRole('Tandem Integration User', { ...privileges, prvCreateAccount: undefined });
    await scene.businessCentral.edit({ table: 'customers', values: { displayName: 'Litware Ltd.' } });
    await scene.rest.send('POST', scene.path('/mappings/CUSTOMER/synchronize'), { direction: 'toSales', full: true });
    const stopped = await eventually(async () => {
      const shown = await connection();
      return !shown.enabled && shown;
    }, patient);
    expect(stopped.reason).toContain('prvCreateAccount');
    await isAsItWas();
    await scene.sales.setRole('Tandem Integration User', privileges);
    expect(await tell('enable')).toMatchObject({ state: 'enabled' });
    expect((await connection()).reason).toBeUndefined();
    const before = coupled;
    coupled = await eventually(async () => ((await pairs()).length > before.length ? pairs() : false), patient);
    expect(coupled).toEqual(expect.arrayContaining(before));
    expect(await scene.sales.where('account', 'name', 'Litware Ltd.')).toHaveLength(1);
    await isAsItWas();
  });

  it('goes back to the catalogue by a reset that somebody confirms, and keeps its couplings', async () => {
    const refused = await scene.rest.ask('POST', scene.path('/reset-configuration'), {});
    expect(refused).toMatchObject({ status: 409, body: { code: 'setup.confirmReset' } });
    await isAsItWas();
    const reset = await scene.rest.send<object>('POST', scene.path('/reset-configuration'), { confirm: true });
    expect(reset).toMatchObject({ applied: true, exported: [{ mapping: 'CUSTOMER', settings: chosen }] });
    expect(await customer()).not.toMatchObject(chosen);
    expect(await pairs()).toEqual(coupled);
  });
});

/** What a role of the solution allows; the simulator writes privileges with the logical name of their table. */
function privilegesOf(role: string): Record<string, string> {
  const source = readFileSync(join('tools', 'sales-solution', 'source', 'customizations.xml'), 'utf8');
  const [, granted = ''] = source.split(`name="${role}"`);
  const privileges = granted
    .split('</Role>')[0]!
    .matchAll(/name="(prv(?:Read|Create|Write|Delete|AppendTo|Append|Assign|Share))(\w)(\w*)" level="(\w+)"/g);
  return Object.fromEntries(
    [...privileges].map(([, verb, first = '', rest = '', level = '']) => [verb + first.toUpperCase() + rest.toLowerCase(), level]),
  );
}
