/** A person looks at what both sides hold before the connection is enabled. */
import type { Finding } from '@tandem/contracts/connection';
import type { Survey } from '@tandem/contracts/survey';
import { demoConnection } from '../../../../tools/local/src/demo-connection';
import { stage } from '../stage/on-stage';

const matches = 40;

describe('a survey before anything runs', () => {
  let connectionId: string;

  beforeAll(async () => {
    const { sales, businessCentral, rest, stack } = stage();
    await Promise.all([businessCentral.reset({ customers: 60, seed: 3 }), sales.reset({ matches, seed: 3 })]);
    const details = { ...(await demoConnection(stack.simulators)), name: 'Survey' };
    connectionId = (await rest.send<{ id: string }>('POST', '/connections', details)).id;
  });

  afterAll(() => stage().rest.send('DELETE', `/connections/${connectionId}`));

  const path = (below: string): string => `/connections/${connectionId}${below}`;

  it('waits for the checks to pass once', async () => {
    expect(await stage().rest.ask('GET', path('/survey'))).toMatchObject({ status: 409, body: { code: 'connection.notTested' } });
  });

  it('counts both sides, estimates what they have in common and recommends, and writes nothing', async () => {
    const { findings } = await stage().rest.send<{ findings: Finding[] }>('POST', path('/test'), {});
    expect(findings.filter(({ state }) => state !== 'passed')).toEqual([]);
    const { lines } = await stage().rest.send<Survey>('GET', path('/survey'));
    const customers = lines.find(({ mapping }) => mapping === 'CUSTOMER');
    expect(customers).toMatchObject({ wave: 2, recommendation: 'couple', reason: expect.stringContaining('match them first') as string });
    expect(customers?.estimatedMatches).toBeGreaterThanOrEqual(matches);
    expect(customers?.estimatedMatches).toBeLessThan(customers?.counted.businessCentral ?? 0);
    expect(lines.find(({ mapping }) => mapping === 'VENDOR')).toMatchObject({ estimatedMatches: 0, recommendation: 'full' });
    expect(lines.map(({ mapping }) => mapping)).toContain('PAYMENT TERMS');
    expect([await stage().sales.history(), await stage().businessCentral.history()]).toEqual([[], []]);
  });

  it('leaves the connection disabled', async () => {
    expect(await stage().rest.send('GET', path(''))).toMatchObject({ enabled: false });
  });
});
