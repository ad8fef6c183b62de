/** F-34: behind the address of Sales stands a copy of the organisation, with the same ids; everything stops, however it is noticed, until a person accepts the copy. */
import type { ConnectionTested, ConnectionView } from '@tandem/contracts/connection';
import { eventually } from '@tandem/platform/testing/eventually';
import { Experiment } from '../experiment';
import { codeOf } from '../operator';
import { Scenario } from '../scenario';
import { customersCreated, expectStandstill, slowCustomers } from '../standstill';

const customers = 4_000;

/** Compressed: access that workers hold, five minutes in life, and checks, once a day. */
const times = { accessForMs: 4_000, checkEveryMs: 3_000 };

const noticedWithinMs = 30_000;

const code = 'connection.environmentChanged';

const connectionOf = ({ gateway, connection }: Experiment): Promise<ConnectionView> => gateway.send('GET', `/connections/${connection.id}`);

/** Waits until the connection has been stopped; answers after how many milliseconds, and says whether anything is written afterwards. */
async function untilStopped(experiment: Experiment, how: string): Promise<number> {
  const copiedAt = performance.now();
  const { reason = '' } = await eventually(
    async () => {
      const now = await connectionOf(experiment);
      return now.state === 'disabled' && now;
    },
    { withinMs: noticedWithinMs, everyMs: 25 },
  );
  const noticedAfter = Math.round(performance.now() - copiedAt);
  experiment.expect(reason.includes(code), `${how}: the connection says "${reason}" instead of ${code}`);
  await expectStandstill(experiment, `${how} had stopped the connection`);
  return noticedAfter;
}

/** What a person sees who tests and wants to enable: the finding with its remedy, and a refusal. */
async function expectRefusal(experiment: Experiment): Promise<void> {
  const { passed, findings } = await experiment.connection.send<ConnectionTested>('POST', 'test', {});
  const finding = findings.find((candidate) => candidate.code === code);
  experiment.expect(!passed && finding?.state === 'failed', 'the test does not find the copy');
  experiment.expect(Boolean(finding?.cause && finding.remedy), 'the finding has no cause or no remedy');
  const refusal = await codeOf(experiment.connection.send('POST', 'enable', {}));
  experiment.expect(refusal === `424 ${code}`, `enabling the copy was answered with ${refusal}`);
}

/** A person accepts the copy in the place of the organisation, and enables. */
async function accept({ connection }: Experiment): Promise<void> {
  await connection.send('POST', 'accept-environment', {});
  await connection.send('POST', 'enable', {});
}

/** Copies while customers are being created; answers after how many milliseconds that was noticed. */
async function copyWhileItRuns(experiment: Experiment, how: string, notice: () => Promise<unknown>): Promise<number> {
  const { sales, random } = experiment;
  await experiment.prepare({ customers });
  await experiment.connect();
  await sales.setFault(slowCustomers);
  const review = await experiment.startFullSync();
  const wanted = 1 + random.below(customers / 4);
  await eventually(async () => (await customersCreated(experiment)) >= wanted, { withinMs: 120_000, everyMs: 50 });
  await sales.moveOrganization(random.guid());
  await notice();
  const noticedAfter = await untilStopped(experiment, how);
  const created = await customersCreated(experiment);
  experiment.expect(created < customers, `${how}: all ${created} customers had been created before the stop`);
  await expectRefusal(experiment);
  await sales.removeFault(slowCustomers.id);
  await accept(experiment);
  await experiment.untilFinished(review);
  return noticedAfter;
}

/** Copies while nothing runs. */
async function copyAtRest(experiment: Experiment): Promise<number> {
  await experiment.untilRest();
  await experiment.sales.moveOrganization(experiment.random.guid());
  const noticedAfter = await untilStopped(experiment, 'the daily check');
  await expectRefusal(experiment);
  await accept(experiment);
  return noticedAfter;
}

export const theOrganisationIsACopy: Scenario = {
  id: 'F-34',
  sentence:
    'The organisation is a copy with the same ids: a worker that renews its access, a test and the daily check each stop everything, nothing is written afterwards, and a person may accept the copy',
  length: {
    real: 'noticed within 5 min by workers, within a day at rest',
    compressed: `access for ${times.accessForMs / 1_000} s, checks every ${times.checkEveryMs / 1_000} s, ${customers} customers`,
  },
  async run(experiment) {
    const { stage } = experiment;
    const testMs = await copyWhileItRuns(experiment, 'a test', () => experiment.connection.send('POST', 'test', {}));
    await stage.restartWith({ 'connection-setup': { ACCESS_FOR_MS: String(times.accessForMs) } });
    const renewalMs = await copyWhileItRuns(experiment, 'a renewal of access', async () => undefined);
    await stage.restartWith({ 'connection-setup': { CHECK_EVERY_MS: String(times.checkEveryMs) } });
    const dailyCheckMs = await copyAtRest(experiment);
    const { duplicates } = await experiment.settle();
    return { noticedByTestMs: testMs, noticedByRenewalMs: renewalMs, noticedByDailyCheckMs: dailyCheckMs, duplicates };
  },
};
