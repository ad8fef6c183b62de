/** F-40: people pause, resume, cancel, edit, uncouple, disable and delete while a full synchronisation runs; it ends in a named state and can be taken up again. */
import type { CouplingPage } from '@tandem/contracts/couplings';
import type { ReviewView } from '@tandem/contracts/reviews';
import { eventually } from '@tandem/platform/testing/eventually';
import { Experiment } from '../experiment';
import { codeOf, ended, Operator } from '../operator';
import { Scenario } from '../scenario';
import { customersCreated, expectStandstill, pass, slowCustomers } from '../standstill';

const customers = 1_500;
const wishes = 10;
const policies = ['ask', 'businessCentral', 'sales', 'latest'] as const;
/** Between two wishes passes at most so much, in milliseconds. */
const longestPauseMs = 600;
interface UnderWay {
  readonly review: ReviewView;
  readonly operator: Operator;
}

/** A full synchronisation that has created at least one customer, and more by a random time. */
async function underWay(experiment: Experiment): Promise<UnderWay> {
  const { sales, connection, random } = experiment;
  await sales.setFault(slowCustomers);
  const review = await experiment.startFullSync();
  await eventually(async () => (await customersCreated(experiment)) > 0, { withinMs: 120_000, everyMs: 50 });
  await pass(random.below(longestPauseMs));
  return { review, operator: new Operator(connection, review.id) };
}

/** Sales is fast again, and the full synchronisation finishes. */
async function goesOn(experiment: Experiment, review: ReviewView): Promise<void> {
  await experiment.sales.removeFault(slowCustomers.id);
  await experiment.untilFinished(review);
}

async function untilEnded({ connection }: Experiment, { id }: ReviewView): Promise<ReviewView['state']> {
  const { state } = await eventually(
    async () => {
      const view = await connection.send<ReviewView>('GET', `full-syncs/${id}`);
      return ended.includes(view.state) && view;
    },
    { withinMs: 120_000, everyMs: 100 },
  );
  return state;
}

/** Pauses, resumes, edits, disables and enables at random: whatever came of it, enabled and resumed it finishes. */
async function anythingAtRandom(experiment: Experiment): Promise<Operator> {
  const { review, operator } = await underWay(experiment);
  const { connection, random } = experiment;
  const choices = [
    () => operator.move('pause'),
    () => operator.move('resume'),
    () => operator.ask('an edit', connection.send('PATCH', 'mappings/CUSTOMER', { conflictPolicy: random.pick(policies) })),
    () => operator.ask('disabling', connection.send('POST', 'disable', {})),
    () => operator.ask('enabling', connection.send('POST', 'enable', {})),
  ];
  for (let wish = 0; wish < wishes; wish++) {
    await random.pick(choices)();
    await pass(random.below(longestPauseMs));
  }
  await operator.ask('enabling', connection.send('POST', 'enable', {}));
  if ((await operator.state()) === 'paused') await operator.move('resume');
  await goesOn(experiment, review);
  return operator;
}

/** Cancels: what was in hand is finished, nothing follows, and another full synchronisation does the rest. */
async function cancelled(experiment: Experiment): Promise<Operator> {
  const { review, operator } = await underWay(experiment);
  await operator.move('cancel');
  const state = await untilEnded(experiment, review);
  experiment.expect(state === 'cancelled', `a full synchronisation that was cancelled ended as ${state}`);
  await expectStandstill(experiment, 'the cancellation');
  for (const move of ['pause', 'resume', 'cancel'] as const) await operator.move(move);
  await goesOn(experiment, await experiment.startFullSync());
  return operator;
}

/** Takes all customers apart, some of them while they are being created; forgotten, they are coupled again with what is there. */
async function uncoupled(experiment: Experiment): Promise<Operator> {
  const { review, operator } = await underWay(experiment);
  const { connection } = experiment;
  await operator.ask('uncoupling', connection.send('POST', 'couplings/uncouple', { mapping: 'CUSTOMER' }));
  await experiment.sales.removeFault(slowCustomers.id);
  const state = await untilEnded(experiment, review);
  experiment.expect(state === 'finished', `a full synchronisation whose couplings were taken apart ended as ${state}`);
  await experiment.untilRest();
  await forgetTombstones(experiment);
  await experiment.fullSync();
  return operator;
}

async function forgetTombstones({ connection }: Experiment): Promise<void> {
  for (;;) {
    const { items } = await connection.send<CouplingPage>('GET', 'couplings?mapping=CUSTOMER&state=uncoupled&limit=500');
    if (items.length === 0) return;
    for (const { id } of items) await connection.send('DELETE', `couplings/${id}?forget=true`);
  }
}

/** Without couplings a salesperson is found again by e-mail only: every user has one. */
async function giveUsersAnAddress({ sales }: Experiment): Promise<void> {
  const without = (await sales.rows('systemuser')).filter(({ internalemailaddress }) => !internalemailaddress);
  await sales.edit(
    without.map(({ systemuserid }) => {
      const key = String(systemuserid);
      return { table: 'systemuser', key, values: { internalemailaddress: `${key}@contoso.example` } };
    }),
  );
}

/** Deletes the connection, which must be disabled first; another one couples what is there instead of creating it again. */
async function deleted(experiment: Experiment): Promise<Operator> {
  await giveUsersAnAddress(experiment);
  const { operator } = await underWay(experiment);
  const { gateway, connection } = experiment;
  const path = `/connections/${connection.id}`;
  const early = await codeOf(gateway.send('DELETE', path));
  experiment.expect(early === '409 connection.mustBeDisabled', `deleting an enabled connection was answered with ${early}`);
  await operator.ask('disabling', connection.send('POST', 'disable', {}));
  await expectStandstill(experiment, 'the connection was disabled');
  await operator.ask('deleting', gateway.send('DELETE', path));
  const late = await codeOf(gateway.send('GET', path));
  experiment.expect(late === '404 connection.notFound', `a deleted connection was answered with ${late}`);
  experiment.forget();
  await experiment.connect();
  await goesOn(experiment, await experiment.startFullSync());
  return operator;
}

const interventions = { anythingAtRandom, cancelled, uncoupled, deleted };

export const peopleStepIn: Scenario = {
  id: 'F-40',
  sentence:
    'People pause, resume, cancel, edit, uncouple, disable and delete while a full synchronisation runs: each wish is fulfilled or refused by name, it ends in a named state, and can be taken up again',
  length: { real: 'one full synchronisation each', compressed: `${Object.keys(interventions).length} of ${customers} customers` },
  async run(experiment) {
    const figures = { fulfilled: 0, refused: 0, duplicates: 0 };
    for (const [name, intervene] of Object.entries(interventions)) {
      experiment.say(name);
      await experiment.prepare({ customers });
      await experiment.connect();
      const { done, refused, problems } = await intervene(experiment);
      experiment.problems.push(...problems.map((problem) => `${name}: ${problem}`));
      figures.fulfilled += done;
      figures.refused += refused;
      figures.duplicates += (await experiment.settle()).duplicates;
    }
    return figures;
  },
};
