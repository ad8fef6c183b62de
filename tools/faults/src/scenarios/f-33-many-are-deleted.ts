/** F-33: many records vanish at once, as after a restored back-up; nothing follows before a person agrees, and then each counterpart is deleted once, whoever dies meanwhile. */
import type { GuardView } from '@tandem/contracts/guards';
import { Experiment } from '../experiment';
import { dieAt } from '../fail-workers';
import { Scenario } from '../scenario';

const customers = 1_000;
const deletedAtOnce = 100;

/** Where workers die while they delete what a person has approved: before the request, and before they could say that it was answered. */
const points = ['before-send', 'after-send'] as const;

interface Pair {
  readonly businessCentralId: string;
  readonly salesId: string;
  readonly businessKey?: string;
}

/** Customers that were made up: nothing keeps people from deleting them. */
async function coupledCustomers({ connection }: Experiment): Promise<Pair[]> {
  const { items } = await connection.send<{ items: Pair[] }>('GET', 'couplings?mapping=CUSTOMER&state=coupled&limit=500');
  return items.filter(({ businessKey }) => businessKey?.startsWith('G'));
}

async function accountsDeletedByTandem({ sales }: Experiment): Promise<string[]> {
  const deletions = (await sales.history()).filter(({ operation, table }) => operation === 'delete' && table === 'account');
  return deletions.filter(({ writer }) => writer !== 'user').map(({ key }) => key);
}

/** Users delete customers; answers what the guard asks about it. */
async function deleteMany(experiment: Experiment, pairs: readonly Pair[]): Promise<GuardView | undefined> {
  const before = await accountsDeletedByTandem(experiment);
  await experiment.businessCentral.edit(
    pairs.map(({ businessCentralId }) => ({ table: 'customers', key: businessCentralId, remove: true })),
  );
  await experiment.synchronizeChanges(['CUSTOMER']);
  await experiment.untilRest();
  const { items } = await experiment.connection.send<{ items: GuardView[] }>('GET', 'guards?state=open&limit=10');
  const early = (await accountsDeletedByTandem(experiment)).length - before.length;
  experiment.expect(items[0]?.deletions === pairs.length, `the guard asks about ${items[0]?.deletions} of ${pairs.length} deletions`);
  experiment.expect(early === 0, `${early} accounts were deleted before anybody had agreed`);
  return items[0];
}

/** A person agrees, and workers die while they carry it out; answers how many. */
async function approveWhileWorkersDie(
  experiment: Experiment,
  guard: GuardView | undefined,
  point: (typeof points)[number],
): Promise<number> {
  const dying = await dieAt(experiment.stage.stack, { point, mode: 'kill', mapping: 'CUSTOMER' }, 1);
  await experiment.connection.send('POST', `guards/${guard?.id}/approve`, {});
  await experiment.untilRest().finally(() => dying.stop());
  experiment.expect(dying.deaths > 0, `no worker died at ${point}`);
  return dying.deaths;
}

export const manyAreDeleted: Scenario = {
  id: 'F-33',
  sentence:
    'Many records are deleted at once: nothing follows before a person agrees; then each counterpart is deleted once, though workers are killed',
  length: {
    real: 'one mass deletion',
    compressed: `twice ${deletedAtOnce} of ${customers} customers, with kills before and after their accounts are deleted`,
  },
  async run(experiment) {
    await experiment.prepare({ customers });
    await experiment.connect();
    await experiment.fullSync();
    await experiment.untilRest();
    await experiment.connection.send('PATCH', 'mappings/CUSTOMER', { deletionPolicy: 'deleteCounterpart' });
    const pairs = await coupledCustomers(experiment);
    const unwanted = pairs.slice(0, points.length * deletedAtOnce);
    let kills = 0;
    for (const [index, point] of points.entries()) {
      const guard = await deleteMany(experiment, unwanted.slice(index * deletedAtOnce, (index + 1) * deletedAtOnce));
      kills += await approveWhileWorkersDie(experiment, guard, point);
    }
    const { duplicates } = await experiment.settle();
    const gone = await accountsDeletedByTandem(experiment);
    const expected = new Set(unwanted.map(({ salesId }) => salesId));
    experiment.expect(
      gone.length === expected.size && gone.every((key) => expected.has(key)),
      `${gone.length} accounts were deleted instead of ${expected.size}`,
    );
    return { held: unwanted.length, killsWithPageInHand: kills, deleted: gone.length, duplicates };
  },
};
