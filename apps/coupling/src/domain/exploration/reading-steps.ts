/** Reading a record and its coupling, and what follows from both. */
import { nextStep, nextStepWithoutRecord } from '@tandem/domain/sync/next-step';
import { sourceOf } from '@tandem/domain/value';
import { Coupling, hasEnded } from '../coupling';
import { comeBack, go, Setting, Step, StepOf } from './step';
import { couplingOf, now, Row, rowOf, tables, Worker, World } from './world';

export const read: StepOf = (world, worker, { rules }) => {
  const row = rowOf(world, sourceOf(worker.direction), worker.recordId);
  // A range page skips what is not there; its deletion comes by an ids page.
  if (!row && worker.kind === 'range') return [{ world, worker: go(worker, 'report') }];
  const seen = (value: Row | null): Step => ({ world, worker: go(worker, 'resolve', { row: value }) });
  return row && !rules.readsAreFresh && row.valueBefore !== row.value ? [seen(row), seen({ ...row, value: row.valueBefore })] : [seen(row)];
};

const viewOf = (coupling: Coupling, isHeld: boolean) => ({
  mapping: coupling.tables.mapping,
  state: coupling.state,
  version: String(coupling.version),
  ...(coupling.deleted && { deleted: coupling.deleted }),
  ...(coupling.claim && {
    claim: {
      ...coupling.claim.holder,
      kind: coupling.claim.kind,
      direction: coupling.claim.direction,
      expired: !isHeld || hasEnded(coupling.claim, now),
    },
  }),
});

export const resolve: StepOf = (world, worker, setting) => {
  const coupling = known(world, worker, setting);
  const isHeld = setting.rules.claimsAreHeld && (worker.row !== null || setting.rules.onlyTheHolderReleases);
  const view = coupling ? viewOf(coupling, isHeld) : undefined;
  const note = noteOf(world, worker, setting);
  const asker = { mapping: tables.mapping, direction: worker.direction, pageId: worker.pageId, token: worker.token, note };
  const informed = { ...worker, coupling, pairs: coupling?.agreed ?? coupling?.claim?.pairs ?? {} };
  const step = worker.row ? nextStep(view, asker) : nextStepWithoutRecord(view, asker);
  return [{ world, worker: sorted(informed, step, { world, setting }) }];
};

/** Larger than every version: nothing seems to have changed. */
const beyondAll = '999999999';

function noteOf(world: World, { note }: Worker, { rules }: Setting): string {
  if (!rules.readAgainWhatChangedSinceTheNote) return beyondAll;
  return String(rules.noteBeforeReading ? note : world.version);
}

/** The coupling of the record, or the claim whose correlation value it carries. */
function known(world: World, { direction, recordId, row }: Worker, { rules }: Setting): Coupling | null {
  const side = sourceOf(direction);
  const own = couplingOf(world, side, recordId);
  return own ?? (row?.correlation && rules.correlationCounts ? couplingOf(world, side, row.correlation) : null);
}

function sorted(
  worker: Worker,
  step: ReturnType<typeof nextStep> | ReturnType<typeof nextStepWithoutRecord>,
  { world, setting }: { world: World; setting: Setting },
): Worker {
  switch (step) {
    case 'create':
      return go(worker, 'claim');
    case 'compare':
      return isUnchanged(worker) ? go(worker, 'report') : go(worker, 'readTarget');
    case 'readAgain':
      return worker.isSecondReading ? comeBack(worker) : go(worker, 'read', { isSecondReading: true, note: world.version });
    case 'comeBack':
      return comeBack(worker);
    case 'takeOver':
      return setting.rules.readBeforeCreatingAgain ? go(worker, 'locate') : go(worker, 'claimAgain');
    case 'finishClaim':
      return setting.rules.readBeforeReleasing ? go(worker, 'locate') : go(worker, 'release');
    case 'recordDeletion':
      return go(worker, 'recordDeletion');
    default:
      return go(worker, 'report');
  }
}

const isUnchanged = ({ row, coupling, direction }: Worker): boolean => coupling?.digests[sourceOf(direction)] === row?.value;
