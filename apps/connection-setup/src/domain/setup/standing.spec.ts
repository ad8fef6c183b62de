import { Connection, newConnection } from '../connection';
import { Finding } from '../findings';
import { findingsOf } from './findings-of-step';
import { guide } from './guide';
import { Run } from './run';
import { Standing, standings, StepSeen } from './standing';

const id = '7a2f0000-0000-4000-8000-000000000000';
const nothing = newConnection(id, 'Contoso', new Date('2026-11-02T08:00:00Z'));
const account = { tenantId: 'contoso.com', clientId: 'tandem' };
const complete: Connection = {
  ...nothing,
  sales: { url: 'https://contoso.crm4.dynamics.com', ...account },
  businessCentral: { url: 'https://api.businesscentral.dynamics.com/v2.0/contoso.com/production', companyName: 'CRONUS', ...account },
  secrets: { wrappedKey: 'k', masterKeyVersion: '1', values: { 'sales.clientSecret': 'e', 'businessCentral.clientSecret': 'e' } },
};
const passed = (...but: Finding[]): Finding[] => {
  const all = [...new Set(guide.flatMap(({ checks }) => checks))].map((check): Finding => ({ check, state: 'passed' }));
  return all.map((finding) => but.find(({ check }) => check === finding.check) ?? finding);
};
const failed = (check: Finding['check'], code: string): Finding => ({ check, state: 'failed', code, cause: 'No.', remedy: 'Do.' });

interface Given {
  readonly connection?: Connection;
  readonly findings?: readonly Finding[];
  readonly runs?: Readonly<Record<string, Run['state']>>;
  readonly confirmed?: readonly string[];
  readonly drafted?: string;
}

function standing(key: string, { connection = complete, findings = passed(), runs = {}, confirmed = [], drafted }: Given): Standing {
  const seen = guide.map((step): StepSeen => {
    const state = runs[step.key];
    const isConfirmed = confirmed.includes(step.key);
    const run = state && { state };
    return { step, connection, isDrafted: step.key === drafted, findings: findingsOf(step, findings), run, isConfirmed };
  });
  const found = standings(seen).get(key);
  if (!found) throw new Error(`There is no step ${key}.`);
  return found;
}

const unknown = passed().map(({ check }): Finding => ({ check, state: 'notChecked' }));

describe('a step of the guide', () => {
  it('is open while what it asks for is missing, and says what that is', () => {
    expect(standing('sales-address', { connection: nothing, findings: unknown })).toMatchObject({ state: 'open', missing: ['sales.url'] });
  });

  it('is done once the connection holds it, however it came there: by the guide or by hand', () => {
    for (const key of ['sales-address', 'credentials', 'company', 'experience', 'integration-user'])
      expect([key, standing(key, {}).state]).toEqual([key, 'done']);
  });

  it('fails where a check says so, and those that wait for it stay open', () => {
    const findings = passed(failed('experience', 'setup.noAccess'), failed('salesUser', 'setup.userNotActive'));
    expect(standing('experience', { findings }).state).toBe('failed');
    expect(standing('solution-import', { findings })).toMatchObject({ waitsFor: ['experience'], canBeConfirmed: false });
    expect(standing('integration-user', { findings: passed(failed('salesUser', 'setup.userNotActive')) }).state).toBe('failed');
  });

  it('is not needed where what it is for was not chosen', () => {
    expect(standing('web-service-user', {}).state).toBe('notNeeded');
    expect(standing('sales-order-user', {}).state).toBe('notNeeded');
    const team = { ...complete, options: { ...complete.options, ownership: 'team' as const } };
    expect(standing('salespeople', { connection: team }).state).toBe('notNeeded');
  });

  it('asks on-premises for a web-service user once availability was chosen, online for none', () => {
    const online = { ...complete, options: { ...complete.options, itemAvailability: true } };
    const { clientId: _none, ...businessCentral } = online.businessCentral;
    const missing = ['webService.username', 'webService.accessKey'];
    expect(standing('web-service-user', { connection: online })).toMatchObject({ state: 'done', missing: [] });
    expect(standing('web-service-user', { connection: { ...online, businessCentral } })).toMatchObject({ state: 'open', missing });
  });

  it('that has defaults is done only once somebody has confirmed them', () => {
    expect(standing('choice-of-mappings', {})).toMatchObject({ state: 'open', canBeConfirmed: true });
    expect(standing('choice-of-mappings', { confirmed: ['choice-of-mappings'] })).toMatchObject({ state: 'done', canBeConfirmed: false });
  });
});

describe('a draft', () => {
  it('leaves its step open until it is confirmed, and can be as long as nothing is wrong with it', () => {
    expect(standing('company', { drafted: 'company' })).toMatchObject({ state: 'open', canBeConfirmed: true });
    const findings = passed(failed('company', 'setup.companyMissing'));
    expect(standing('company', { drafted: 'company', findings })).toMatchObject({ state: 'failed', canBeConfirmed: false });
  });

  it('of an unneeded step makes it open again', () => {
    expect(standing('sales-order-user', { drafted: 'sales-order-user' }).state).toBe('open');
  });
});

describe('the solution', () => {
  it('is not needed where the right version is there already', () => {
    expect(standing('solution-import', {}).state).toBe('notNeeded');
  });

  it('is open while nobody can tell, fails where it is too old, is done when its import has ended', () => {
    const untold = passed({ check: 'salesSolution', state: 'notChecked' });
    expect(standing('solution-import', { findings: untold })).toMatchObject({ state: 'open', canBeConfirmed: true });
    expect(standing('solution-import', { findings: passed(failed('salesSolution', 'setup.solutionOutdated')) }).state).toBe('failed');
    expect(standing('solution-import', { findings: untold, runs: { 'solution-import': 'running' } })).toMatchObject({
      state: 'open',
      canBeConfirmed: false,
    });
    expect(standing('solution-import', { findings: untold, runs: { 'solution-import': 'done' } }).state).toBe('done');
  });
});

describe('what a step has begun', () => {
  const before = { confirmed: ['choice-of-mappings'] };

  it('is confirmed when it has ended, not while it runs', () => {
    expect(standing('survey', { ...before, runs: { survey: 'running' } })).toMatchObject({ state: 'open', canBeConfirmed: false });
    expect(standing('survey', { ...before, runs: { survey: 'ready' } })).toMatchObject({ state: 'open', canBeConfirmed: true });
    expect(standing('survey', { ...before, runs: { survey: 'done' } }).state).toBe('done');
  });

  it('lets those after it wait: enabling for the dry run, the dry run for salespeople and survey', () => {
    expect(standing('dry-run', before).waitsFor).toEqual(['salespeople', 'survey']);
    expect(standing('enable', before)).toMatchObject({ state: 'open', waitsFor: ['dry-run'], canBeConfirmed: false });
    expect(standing('enable', { ...before, runs: { salespeople: 'done', survey: 'done', 'dry-run': 'done' } }).canBeConfirmed).toBe(true);
  });

  it('is not enabling while any check fails', () => {
    const findings = passed(failed('currencies', 'setup.lcyMissing'));
    const runs = { salespeople: 'done', survey: 'done', 'dry-run': 'done' } as const;
    expect(standing('enable', { ...before, runs, findings })).toMatchObject({ canBeConfirmed: false });
  });

  it('before enabling is not needed any more once somebody has enabled the connection by hand; what was done stays done', () => {
    const connection = { ...complete, enabled: true };
    expect([standing('survey', { connection }).state, standing('dry-run', { connection }).state]).toEqual(['notNeeded', 'notNeeded']);
    expect(standing('dry-run', { connection, runs: { 'dry-run': 'done' } }).state).toBe('done');
  });

  it('that can not be told at the moment holds nobody up who wants to see the rest', () => {
    expect(standing('dry-run', { ...before, runs: { 'dry-run': 'unknown' } })).toMatchObject({ state: 'open', canBeConfirmed: false });
  });
});
