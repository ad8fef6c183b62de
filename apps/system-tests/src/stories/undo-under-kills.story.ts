/** Workers die in the middle of an undo, one after it has deleted, one after it has said so: whoever comes next finishes, and the outcome is that of an undo that nobody disturbed. */
import type { ReviewView } from '@tandem/contracts/reviews';
import { eventually } from '@tandem/platform/testing/eventually';
import { whileWorkersDie } from '../stage/dying-workers';
import { patient, Scene } from '../stage/scene';
import { stage } from '../stage/on-stage';
import { SimulatedSystem } from '../stage/simulated-system';

/** What an undo has left behind. */
interface Outcome {
  readonly undo: ReviewView['undo'];
  readonly created: number;
  /** Names of the accounts that are there now. */
  readonly accounts: readonly string[];
  /** Records that stay, with the reason. */
  readonly kept: readonly string[];
  /** Keys of the rows that Tandem has deleted, of both systems. */
  readonly deleted: readonly string[];
  /** Couplings of customers whose account does not exist. */
  readonly dangling: number;
}

const deletedBy = async (system: SimulatedSystem): Promise<string[]> =>
  (await system.history()).filter(({ operation, writer }) => operation === 'delete' && writer !== 'a user').map(({ key }) => key);

async function outcomeOf(scene: Scene, created: number, { undo }: ReviewView): Promise<Outcome> {
  const rows = await scene.sales.rows('account');
  const ids = new Set(rows.map(({ accountid }) => String(accountid)));
  const issues = await scene.issues();
  return {
    ...{ undo, created },
    accounts: rows.map(({ name }) => String(name)).sort(),
    kept: issues
      .filter(({ code }) => code.startsWith('undo.'))
      .map(({ mapping, label, code }) => `${mapping} ${label} ${code}`)
      .sort(),
    deleted: [...(await deletedBy(scene.sales)), ...(await deletedBy(scene.businessCentral))],
    dangling: (await scene.couplings('CUSTOMER')).filter(({ salesId = '' }) => !ids.has(salesId)).length,
  };
}

/** A full synchronisation is undone, while something happens to the workers. */
async function undoneWhile(disturbed: (start: () => Promise<unknown>) => Promise<void>): Promise<Outcome> {
  const scene = await Scene.open(stage());
  const review = await scene.fullSync();
  await disturbed(() => scene.rest.send('POST', scene.path(`/full-syncs/${review.id}/undo`), {}));
  const undone = await eventually(async () => {
    const now = await scene.review(review.id);
    return now.state === 'undone' && now;
  }, patient);
  await scene.untilIdle();
  const outcome = await outcomeOf(scene, review.counters.inserted, undone);
  await scene.close();
  return outcome;
}

describe('when workers are killed while a full synchronisation is undone', () => {
  let undisturbed: Outcome;
  let killed: Outcome;

  beforeAll(async () => {
    undisturbed = await undoneWhile(async (start) => void (await start()));
    killed = await undoneWhile((start) => whileWorkersDie(stage(), { at: ['after-send', 'after-release'], mapping: 'CUSTOMER' }, start));
  }, 240_000);

  it('everything that was created is accounted for, as without kills', () => {
    expect(killed.undo).toEqual(undisturbed.undo);
    expect((killed.undo?.removed ?? 0) + (killed.undo?.kept ?? 0)).toBe(killed.created);
    expect(killed.undo?.failed).toBe(0);
  });

  it('nothing is deleted twice', () => {
    expect(new Set(killed.deleted).size).toBe(killed.deleted.length);
    expect(killed.deleted).toHaveLength(undisturbed.deleted.length);
  });

  it('nothing is left but what an undo keeps for a reason that it lists', () => {
    expect(killed.accounts).toEqual(undisturbed.accounts);
    expect(killed.kept).toEqual(undisturbed.kept);
    expect(killed.dangling).toBe(0);
  });
});
