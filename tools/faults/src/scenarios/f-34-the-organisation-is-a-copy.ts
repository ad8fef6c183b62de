/** F-34: behind the address of Sales stands a copy of the organisation, with the same ids; everything stops, however it is noticed, until a person accepts the copy. */
import type { ConnectionTested, ConnectionView } from '@tandem/contracts/connection';
import type { ReviewView } from '@tandem/contracts/reviews';
import { eventually } from '@tandem/platform/testing/eventually';
import type { FaultRule } from '../../../simulator/src/service/fault-rule';
import { Experiment } from '../experiment';
import { Scenario } from '../scenario';

const customers = 4_000;

/** Compressed: access that workers hold, five minutes in life, and checks, once a day. */
const times = { accessForMs: 4_000, checkEveryMs: 3_000 };

/** How long a write that was under way when the connection was stopped may take to arrive, in milliseconds. */
const underWayMs = 1_000;
/** For so long nothing may be written: longer than a lease, after which another worker takes a page over. */
const watchedMs = 8_000;
const noticedWithinMs = 30_000;

/** Sales is slow to create customers, so that the copy comes in the middle of it. */
const slowWrites: FaultRule = {
  id: 'slow-writes',
  match: { method: 'POST', path: '/accounts/' },
  action: { kind: 'slow', milliseconds: 1_000 },
};

const code = 'connection.environmentChanged';

const connectionOf = ({ gateway, connection }: Experiment): Promise<ConnectionView> => gateway.send('GET', `/connections/${connection.id}`);

const pass = async (milliseconds: number): Promise<unknown> => {
  const end = performance.now() + milliseconds;
  return eventually(() => performance.now() >= end, { withinMs: milliseconds * 2, everyMs: 50 });
};

const writesOf = async ({ sales, businessCentral }: Experiment): Promise<number> =>
  (await sales.writes()) + (await businessCentral.writes());

/** Waits until so many customers have arrived in Sales. */
async function untilCreated({ connection }: Experiment, { id }: ReviewView, wanted: number): Promise<void> {
  const inserted = async (): Promise<number> => {
    const { lines } = await connection.send<ReviewView>('GET', `full-syncs/${id}`);
    return lines.find(({ mapping }) => mapping === 'CUSTOMER')?.toSales?.counters.inserted ?? 0;
  };
  await eventually(async () => (await inserted()) >= wanted, { withinMs: 120_000, everyMs: 50 });
}

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
  await pass(underWayMs);
  const before = await writesOf(experiment);
  await pass(watchedMs);
  const late = (await writesOf(experiment)) - before;
  experiment.expect(late === 0, `${how}: ${late} rows were written after the connection had been stopped`);
  return noticedAfter;
}

/** What a person sees who tests and wants to enable: the finding with its remedy, and a refusal. */
async function expectRefusal({ gateway, connection, expect }: Experiment): Promise<void> {
  const { passed, findings } = await connection.send<ConnectionTested>('POST', 'test', {});
  const finding = findings.find((candidate) => candidate.code === code);
  expect(!passed && finding?.state === 'failed', 'the test does not find the copy');
  expect(Boolean(finding?.cause && finding.remedy), 'the finding has no cause or no remedy');
  const refusal = await gateway.send('POST', `/connections/${connection.id}/enable`, {}).then(
    () => 'nothing',
    (thrown: unknown) => String(thrown),
  );
  expect(refusal.includes(code), `enabling the copy was refused with ${refusal}`);
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
  await sales.setFault(slowWrites);
  const review = await experiment.startFullSync();
  await untilCreated(experiment, review, 1 + random.below(customers / 4));
  await sales.moveOrganization(random.guid());
  await notice();
  const noticedAfter = await untilStopped(experiment, how);
  const created = (await sales.history()).filter(({ table, operation }) => table === 'account' && operation === 'create').length;
  experiment.expect(created < customers, `${how}: all ${created} customers had been created before the stop`);
  await expectRefusal(experiment);
  await sales.removeFault(slowWrites.id);
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
