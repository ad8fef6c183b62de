/** F-18: somebody replaces the secret that Tandem signs in with; nobody hammers on the closed door, and with the new secret the runs go on without a restart. */
import { randomUUID } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import type { ConnectionView } from '@tandem/contracts/connection';
import type { CouplingPage } from '@tandem/contracts/couplings';
import { eventually } from '@tandem/platform/testing/eventually';
import { Experiment } from '../experiment';
import { Scenario } from '../scenario';

const customers = 200;
const edited = 20;

/** How long is looked at the closed door: after a refusal nobody may sign in for a minute. */
const watchedMs = 20_000;
const mostSignIns = 1;

const connectionOf = ({ gateway, connection }: Experiment): Promise<ConnectionView> => gateway.send('GET', `/connections/${connection.id}`);

const untilState = (experiment: Experiment, state: ConnectionView['state']): Promise<unknown> =>
  eventually(async () => (await connectionOf(experiment)).state === state, { withinMs: 60_000, everyMs: 250 });

/** Users give customers that are coupled another telephone number; of those made up some wait for their salesperson. */
async function editCustomers({ businessCentral, connection }: Experiment): Promise<string[]> {
  const { items } = await connection.send<CouplingPage>('GET', 'couplings?mapping=CUSTOMER&state=coupled&limit=500');
  const keys = items.flatMap(({ businessKey, businessCentralId }) => (businessKey?.startsWith('G') ? [String(businessCentralId)] : []));
  const numbers = keys.slice(0, edited).map((_key, index) => `+45 ${1_000 + index}`);
  await businessCentral.edit(numbers.map((phoneNumber, index) => ({ table: 'customers', key: keys[index]!, values: { phoneNumber } })));
  return numbers;
}

async function arrived({ sales }: Experiment, numbers: readonly string[]): Promise<number> {
  const there = new Set((await sales.rows('account')).map(({ telephone1 }) => telephone1));
  return numbers.filter((number) => there.has(number)).length;
}

/** How often somebody tried to sign in while the connection needed attention. */
async function watchTheDoor(experiment: Experiment): Promise<number> {
  const before = await experiment.sales.signIns();
  const until = performance.now() + watchedMs;
  await eventually(() => performance.now() >= until, { withinMs: watchedMs * 2, everyMs: 250 });
  return (await experiment.sales.signIns()) - before;
}

export const theSecretIsReplaced: Scenario = {
  id: 'F-18',
  sentence:
    'The secret is replaced: the connection needs attention, nobody hammers, and with the new secret the runs go on without a restart',
  length: { real: 'until somebody enters the new secret', compressed: `${watchedMs / 1_000} s` },
  async run(experiment) {
    await experiment.prepare({ customers });
    await experiment.connect();
    await experiment.fullSync();
    await experiment.untilRest();
    const secret = randomUUID();
    await experiment.sales.replaceSecrets(secret);
    const numbers = await editCustomers(experiment);
    await experiment.connection.send('POST', 'mappings/CUSTOMER/synchronize', {});
    await untilState(experiment, 'needsAttention');
    const tried = await watchTheDoor(experiment);
    const early = await arrived(experiment, numbers);
    await experiment.gateway.send('PATCH', `/connections/${experiment.connection.id}`, { sales: { clientSecret: secret } });
    await untilState(experiment, 'enabled');
    const { duplicates } = await experiment.settle();
    const late = await arrived(experiment, numbers);
    experiment.expect(tried <= mostSignIns, `somebody tried to sign in ${tried} times in ${watchedMs / 1_000} s`);
    experiment.expect(early === 0, `${early} changes arrived without a valid secret`);
    experiment.expect(late === edited, `${late} of ${edited} changes have arrived with the new secret`);
    return { signInsWhileClosed: tried, changesArrived: late, duplicates };
  },
};
