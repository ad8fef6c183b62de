/** An administrator sets a connection up from nothing with the guide, leaves it half-way, and somebody else brings it to a running full synchronisation. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ConnectionView } from '@tandem/contracts/connection';
import { startReview } from '@tandem/contracts/reviews';
import { confirmSetupStep, enterSetupStep, type SetupView } from '@tandem/contracts/setup';
import { reportPage } from '@tandem/contracts/sync';
import { GuidedSetup } from '../stage/guided-setup';
import { leaksIn } from '../stage/leaks';
import { stage } from '../stage/on-stage';
import { Rest } from '../stage/rest';
import { onPremises } from '../stage/stage';

const company = 'CRONUS International Ltd.';

/** A token of its own for somebody who goes on with the guide. */
async function colleague(): Promise<Rest> {
  const { token } = await stage().rest.send<{ token: string }>('POST', '/tokens', { name: 'A colleague', roles: ['admin'] });
  return stage().rest.as(token);
}

/** What of it was heard on the bus, and whether anything in it is secret. */
function heardOnTheBus() {
  const heard = readFileSync(join(stage().folder, 'bus.txt'), 'utf8');
  const subjects = [enterSetupStep, confirmSetupStep, startReview, reportPage].map(({ subject }) => subject);
  return { missing: subjects.filter((subject) => !heard.includes(subject)), leaks: leaksIn(heard, stage().secrets) };
}

const stateOf = ({ steps }: SetupView): string[] => steps.map(({ key, state }) => `${key} ${state}`);

describe('the guide, with app registrations', () => {
  let walk: GuidedSetup;

  beforeAll(async () => {
    await Promise.all([stage().sales.reset({}, { solution: false }), stage().businessCentral.reset()]);
    walk = await GuidedSetup.begin(stage().rest, 'Guided online');
  });

  afterAll(async () => {
    await stage().rest.ask('POST', walk.path('/disable'), {});
    await stage().rest.send('DELETE', walk.path(''));
  });

  const connection = (): Promise<ConnectionView> => stage().rest.send('GET', walk.path(''));
  const written = async () => [(await stage().sales.history()).length, (await stage().businessCentral.history()).length];
  const accounts = async () => {
    const [sales, businessCentral] = await Promise.all([
      stage().sales.application('Tandem Integration'),
      stage().businessCentral.application('Tandem integration (Business Central)'),
    ]);
    const tenantId = await stage().sales.tenantId();
    return {
      sales: { tenantId, authority: stage().sales.url, ...sales },
      businessCentral: { tenantId, authority: stage().businessCentral.url, ...businessCentral },
    };
  };

  it('takes the addresses, of Sales the suggested one', async () => {
    const entered = `${stage().sales.url}/main.aspx?appid=1`.split('?')[0]!;
    const { suggestions } = await walk.enter('sales-address', { sales: { url: entered } });
    expect(suggestions).toEqual([{ name: 'sales.url', entered, suggested: stage().sales.url }]);
    expect((await connection()).sales.url).toBeUndefined();
    expect(await walk.confirm('sales-address')).toMatchObject({ state: 'done' });
    const url = `${stage().businessCentral.url}/v2.0/${await stage().sales.tenantId()}/production`;
    expect(await walk.take('business-central-environment', { businessCentral: { url } })).toMatchObject({ state: 'done' });
  });

  it('is left half-way, with accounts entered and not confirmed, and is there again after the services were restarted', async () => {
    await walk.enter('credentials', await accounts());
    const before = await walk.read();
    await stage().restartServices();
    const after = await walk.read();
    expect(stateOf(after)).toEqual(stateOf(before));
    expect(after.steps.find(({ key }) => key === 'credentials')).toMatchObject({
      canBeConfirmed: true,
      entered: { 'sales.clientSecret': true, 'businessCentral.clientSecret': true },
    });
    expect((await connection()).sales.hasClientSecret).toBe(false);
  });

  it('is taken up again by somebody else, who confirms what the first one entered', async () => {
    walk = walk.takenUpBy(await colleague());
    expect(await walk.confirm('credentials')).toMatchObject({
      state: 'done',
      confirmed: { by: expect.stringMatching(/^token:/) as string },
    });
    expect((await connection()).sales.hasClientSecret).toBe(true);
    expect(await walk.take('company', { businessCentral: { companyName: company } })).toMatchObject({ state: 'done' });
    expect(await walk.step('experience')).toMatchObject({ state: 'done' });
  });

  it('begins nothing before what it needs: a dry run waits for the solution', async () => {
    const refused = await walk.tryToConfirm('dry-run');
    expect(refused).toMatchObject({ status: 409, body: { code: 'setup.stepNotReady' } });
    expect((await walk.step('integration-user')).waitsFor).toEqual(['solution-import']);
  });

  it("imports the solution with an administrator's account, and the integration user has its roles", async () => {
    await walk.confirm('solution-import', await stage().sales.application('Sales Administrator'));
    expect(await walk.whenRun('solution-import', 'done')).toMatchObject({ state: 'done', run: { percent: 100 } });
    expect(await walk.step('integration-user')).toMatchObject({ state: 'done' });
    expect((await walk.read()).next).toBe('choice-of-mappings');
  });

  it('shows pairs of salespeople, a survey and a dry run, and nothing is written before the connection is enabled', async () => {
    const before = await written();
    expect(await walk.confirm('choice-of-mappings')).toMatchObject({ state: 'done' });
    const pairs = await walk.preview('salespeople');
    expect(pairs.run?.results?.length).toBeGreaterThan(0);
    expect(await walk.confirm('salespeople')).toMatchObject({ state: 'done' });
    expect((await walk.preview('survey')).run?.results).toEqual(expect.arrayContaining([expect.stringMatching(/^CUSTOMER: \d+ in/)]));
    expect(await walk.confirm('survey')).toMatchObject({ state: 'done' });
    expect((await walk.preview('dry-run')).run?.message).toMatch(/[1-9]\d* inserted/);
    expect(await walk.confirm('dry-run')).toMatchObject({ state: 'done' });
    expect(await written()).toEqual(before);
    expect(await connection()).toMatchObject({ enabled: false });
  });

  it('refuses what would write before the connection is enabled', async () => {
    const { rest } = stage();
    const started = await rest.ask('POST', walk.path('/mappings/CUSTOMER/synchronize'), {});
    expect(started).toMatchObject({ status: 409, body: { code: 'connection.disabled' } });
    expect(await rest.ask('POST', walk.path('/full-syncs'), {})).toMatchObject({ status: 409, body: { code: 'connection.disabled' } });
  });

  it('enables the connection, plans the full synchronisation and brings it to its end', async () => {
    expect(await walk.confirm('enable')).toMatchObject({ state: 'done' });
    expect(await connection()).toMatchObject({ enabled: true, state: 'enabled' });
    expect(await walk.preview('full-synchronisation')).toMatchObject({ state: 'open', canBeConfirmed: true });
    await walk.confirm('full-synchronisation');
    expect(await walk.whenRun('full-synchronisation', 'done')).toMatchObject({ state: 'done' });
    expect(await walk.read()).toMatchObject({ state: 'done' });
    const couplings = await stage().rest.list(walk.path('/couplings?state=coupled&mapping=CUSTOMER'));
    expect(couplings.length).toBeGreaterThan(0);
  });

  it('has put no secret, access key or bearer token on the bus', () => expect(heardOnTheBus()).toEqual({ missing: [], leaks: [] }));
});

describe('the guide, with accounts on-premises', () => {
  const { integration, administrator, businessCentral } = onPremises;
  let walk: GuidedSetup;

  beforeAll(async () => {
    await Promise.all([stage().sales.reset({}, { solution: false }), stage().businessCentral.reset()]);
    await stage().sales.userOnPremises(integration.username, { password: integration.password });
    await stage().sales.userOnPremises(administrator.username, {
      password: administrator.password,
      roles: ['System Administrator', 'System Customizer'],
    });
    await stage().businessCentral.userOnPremises(businessCentral.username, { accessKey: businessCentral.accessKey });
    walk = await GuidedSetup.begin(stage().rest, 'Guided on-premises');
  });

  afterAll(async () => {
    await stage().rest.ask('POST', walk.path('/disable'), {});
    await stage().rest.send('DELETE', walk.path(''));
  });

  it('takes the addresses, and user and password as well as user and access key', async () => {
    await walk.take('sales-address', { sales: { url: stage().sales.url } });
    await walk.take('business-central-environment', { businessCentral: { url: `${stage().businessCentral.url}/BC` } });
    const wrong = await walk.enter('credentials', {
      sales: { ...integration, password: onPremises.administrator.password },
      businessCentral,
    });
    expect(wrong).toMatchObject({ state: 'failed', canBeConfirmed: false });
    expect(wrong.findings.filter(({ state }) => state === 'failed')).toMatchObject([
      { check: 'salesAnswers', code: 'setup.connectionFailed', reason: 'access.refused' },
    ]);
    expect(await walk.take('credentials', { sales: integration, businessCentral })).toMatchObject({ state: 'done' });
    expect(await walk.take('company', { businessCentral: { companyName: company } })).toMatchObject({ state: 'done' });
  });

  it('imports the solution with user and password of an administrator', async () => {
    await walk.confirm('solution-import', administrator);
    await walk.whenRun('solution-import', 'done');
    expect(await walk.step('integration-user')).toMatchObject({ state: 'done' });
  });

  it('asks for the web-service user where availability is chosen, and takes user and access key', async () => {
    const chosen = await walk.enter('web-service-user', { options: { itemAvailability: true } });
    expect(chosen).toMatchObject({ state: 'open', canBeConfirmed: false, missing: ['webService.username', 'webService.accessKey'] });
    const step = await walk.take('web-service-user', { options: { itemAvailability: true }, webService: businessCentral });
    expect(step).toMatchObject({ state: 'done' });
  });

  it('goes on to a full synchronisation', async () => {
    await walk.confirm('choice-of-mappings');
    for (const key of ['salespeople', 'survey', 'dry-run']) {
      await walk.preview(key);
      expect(await walk.confirm(key)).toMatchObject({ state: 'done' });
    }
    await walk.confirm('enable');
    await walk.preview('full-synchronisation');
    await walk.confirm('full-synchronisation');
    await walk.whenRun('full-synchronisation', 'done');
    expect(await walk.read()).toMatchObject({ state: 'done' });
    expect((await stage().rest.list(walk.path('/couplings?state=coupled&mapping=CUSTOMER'))).length).toBeGreaterThan(0);
  });

  it('has put no password or access key on the bus', () => expect(heardOnTheBus()).toEqual({ missing: [], leaks: [] }));
});
