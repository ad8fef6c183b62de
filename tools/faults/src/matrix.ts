/** The rows of the fault matrix that exist, and the choice among them. */
import { Scenario } from './scenario';
import { workersKilledMidChunk } from './scenarios/f-01-workers-killed-mid-chunk';
import { killedAfterTheRemoteCommit } from './scenarios/f-03-killed-after-the-remote-commit';
import { responsesLostAfterTheCommit } from './scenarios/f-04-responses-lost-after-the-commit';
import { everyMessageDoubled } from './scenarios/f-05-every-message-doubled';
import { aPausedWorkerWakesUpLate } from './scenarios/f-07-a-paused-worker-wakes-up-late';
import { theMessageStoreIsLost } from './scenarios/f-09-the-message-store-is-lost';
import { farTooFastForTheLimits } from './scenarios/f-14-far-too-fast-for-the-limits';
import { theTokenIsNoLongerAccepted } from './scenarios/f-17-the-token-is-no-longer-accepted';
import { theSecretIsReplaced } from './scenarios/f-18-the-secret-is-replaced';
import { poisonInABatch } from './scenarios/f-21-poison-in-a-batch';
import { rowsChangeWhilePaging } from './scenarios/f-24-rows-change-while-paging';
import { rowsCommittedLate } from './scenarios/f-25-rows-committed-late';
import { theDeltaTokenExpires } from './scenarios/f-26-the-delta-token-expires';
import { aParentFails } from './scenarios/f-30-a-parent-fails';
import { manyAreDeleted } from './scenarios/f-33-many-are-deleted';
import { theOrganisationIsACopy } from './scenarios/f-34-the-organisation-is-a-copy';
import { peopleStepIn } from './scenarios/f-40-people-step-in';

export const matrix: readonly Scenario[] = [
  workersKilledMidChunk,
  killedAfterTheRemoteCommit,
  responsesLostAfterTheCommit,
  everyMessageDoubled,
  aPausedWorkerWakesUpLate,
  theMessageStoreIsLost,
  farTooFastForTheLimits,
  theTokenIsNoLongerAccepted,
  theSecretIsReplaced,
  poisonInABatch,
  rowsChangeWhilePaging,
  rowsCommittedLate,
  theDeltaTokenExpires,
  aParentFails,
  manyAreDeleted,
  theOrganisationIsACopy,
  peopleStepIn,
];

/**
 * The scenarios with these ids, in the order of the matrix; all where none is named.
 * @throws Error where an id is unknown
 */
export function chosen(only: readonly string[] | undefined, scenarios = matrix): Scenario[] {
  const known = new Set(scenarios.map(({ id }) => id));
  const unknown = (only ?? []).filter((id) => !known.has(id));
  if (unknown.length > 0) throw new Error(`There is no scenario ${unknown.join(', ')}. There are: ${[...known].join(', ')}.`);
  return scenarios.filter(({ id }) => only === undefined || only.includes(id));
}
