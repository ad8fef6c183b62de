/** A worker's steps: one call each, decided by the functions that the real worker uses. */
import { decideSync, FieldState } from '@tandem/domain/sync/decide-sync';
import { keptPair, membersOf } from '@tandem/domain/sync/digest';
import { nextStep, nextStepWithoutRecord } from '@tandem/domain/sync/next-step';
import { Direction, opposite, sourceOf, targetOf, Value } from '@tandem/domain/value';
import { claim, ClaimRequest } from '../claims';
import { confirm, release } from '../confirmations';
import { AgreedPairs, ClaimedValues, Coupling, hasEnded } from '../coupling';
import { recordDeletion } from '../deletions';
import { Rules } from './rules';
import { couplingOf, ended, lasting, now, Phase, Row, rowOf, Scenario, tables, transaction, withRow, Worker, World } from './world';

/** The world after a worker's step, and the worker: null when it is free again. */
export interface Step {
  readonly world: World;
  readonly worker: Worker | null;
}

export interface Setting {
  readonly rules: Rules;
  readonly scenario: Scenario;
}

type StepOf = (world: World, worker: Worker, setting: Setting) => Step[];

const mostTries = 3;
const field = 'name';

const go = (worker: Worker, phase: Phase, changes: Partial<Worker> = {}): Worker => ({ ...worker, ...changes, phase });
const self = ({ direction, recordId }: Worker) => ({ direction, recordId });

/** The record is looked at again in a page of its own. */
const comeBack = (worker: Worker): Worker => go(worker, 'report', { due: [...worker.due, self(worker)] });
const stale = (worker: Worker, { rules }: Setting): Worker => (rules.staleBecomesDue ? comeBack(worker) : go(worker, 'report'));

const read: StepOf = (world, worker, { rules }) => {
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

const resolve: StepOf = (world, worker, setting) => {
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

const valuesOf = (value: string): ClaimedValues => ({
  pairs: { [field]: value },
  written: {},
  digests: { businessCentral: value, sales: value },
  overwritten: {},
});

function requestOf(
  { direction, recordId, row, pageId, token, coupling, leased }: Worker,
  targetId: string,
  { rules }: Setting,
): ClaimRequest {
  const holder = { pageId, token, leaseEndsAt: leased && rules.claimsAreHeld ? lasting : ended };
  const version = coupling?.version ?? null;
  const named = { businessKey: null, label: null, firstDirection: null };
  return { tables, direction, holder, kind: 'create', sourceId: recordId, targetId, version, values: valuesOf(row?.value ?? ''), ...named };
}

const claimNew: StepOf = (world, worker, setting) => {
  const request = requestOf({ ...worker, coupling: null }, `T${world.given}`, setting);
  const { world: next, answer } = transaction({ ...world, given: world.given + 1 }, (draft) => claim(draft, request));
  if (answer.outcome !== 'yours') return [{ world: next, worker: stale(worker, setting) }];
  return [{ world: next, worker: go(worker, 'create', { coupling: answer.coupling, pairs: answer.coupling.claim?.pairs ?? {} }) }];
};

const claimAgain: StepOf = (world, worker, setting) => {
  if (!setting.rules.claimBeforeCreatingAgain) return [{ world, worker: go(worker, 'create') }];
  const request = requestOf(worker, targetIdOf(worker) ?? '', setting);
  const { world: next, answer } = transaction(world, (draft) => {
    const claimed = claim(draft, request);
    if (claimed.outcome !== 'yours' || setting.rules.claimedValuesStay || !claimed.coupling.claim) return claimed;
    return {
      outcome: 'yours' as const,
      coupling: draft.put({ ...claimed.coupling, claim: { ...claimed.coupling.claim, ...request.values } }),
    };
  });
  if (answer.outcome !== 'yours') return [{ world: next, worker: stale(worker, setting) }];
  return [{ world: next, worker: go(worker, 'create', { coupling: answer.coupling, pairs: answer.coupling.claim?.pairs ?? {} }) }];
};

const targetIdOf = ({ coupling, direction }: Worker): string | null => coupling?.ids[targetOf(direction)] ?? null;

const maySend = ({ leased, sendsLate }: Worker, { rules }: Setting): boolean => leased || sendsLate || !rules.writeWithinTheLease;

const create: StepOf = (world, worker, setting) => {
  if (!maySend(worker, setting)) return [{ world, worker: comeBack(worker) }];
  const side = targetOf(worker.direction);
  const claimed = targetIdOf(worker) ?? '';
  const exists = rowOf(world, side, claimed);
  if (exists && setting.rules.creationsOnlyCreate) return [{ world, worker: go(worker, 'locate') }];
  const byServer = setting.scenario.identity === 'server';
  const row = { id: byServer ? `S${world.given}` : claimed, value: claimedMember(worker), correlation: byServer ? claimed : null };
  const written = withRow(world, side, row);
  const counted = {
    ...written,
    created: { ...written.created, [side]: written.created[side] + (exists ? 0 : 1) },
    sentLate: world.sentLate || worker.sendsLate,
  };
  return [{ world: counted, worker: go(worker, 'confirm', { target: rowOf(counted, side, row.id), sendsLate: false }) }];
};

const claimedMember = ({ pairs, direction }: Worker): string => String(membersOf(pairs[field])[targetOf(direction)]);

/** Looks for the record of an unfinished creation. */
const locate: StepOf = (world, worker, setting) => {
  const side = targetOf(worker.direction);
  const found =
    rowOf(world, side, targetIdOf(worker)) ?? world.rows[side].find(({ correlation }) => correlation === targetIdOf(worker)) ?? null;
  if (!worker.row) return [{ world, worker: found ? go(worker, 'confirm', { target: found }) : go(worker, 'release') }];
  if (!found) return [{ world, worker: go(worker, 'claimAgain') }];
  const adopting = { ...worker, target: found };
  return [{ world, worker: setting.rules.adoptionDecides ? decided(adopting) : decided({ ...adopting, pairs: asFound(adopting) }) }];
};

/** Takes whatever stands on both sides for agreed. */
const asFound = ({ row, target, direction }: Worker): AgreedPairs =>
  agreedNow({ [field]: { source: row?.value ?? null, target: target?.value ?? null } }, direction);

const readTarget: StepOf = (world, worker) => {
  const target = rowOf(world, targetOf(worker.direction), worker.target?.id ?? targetIdOf(worker));
  return [{ world, worker: target ? decided({ ...worker, target }) : go(worker, 'report', { issue: true }) }];
};

function decided(worker: Worker): Worker {
  const decision = decideSync([stateOf(worker)], { direction: worker.direction });
  const pairs = { ...worker.pairs, ...agreedNow(decision.agree, worker.direction) };
  const changes = { decision, issue: decision.conflict.length > 0 };
  if (decision.write.length > 0) return go(worker, 'update', changes);
  const isSettled = Object.keys(decision.agree).length === 0 && decision.leave.length === 0 && decision.conflict.length === 0;
  return isSettled && worker.coupling?.state === 'coupled' ? go(worker, 'report', changes) : go(worker, 'confirm', { ...changes, pairs });
}

function stateOf({ row, target, pairs, direction, coupling }: Worker): FieldState {
  const [source, other] = [row?.value ?? null, target?.value ?? null];
  const members = field in pairs ? membersOf(pairs[field]) : undefined;
  const hasAgreed = members && (coupling?.agreed ?? coupling?.claim);
  const agreed = hasAgreed ? { source: members[sourceOf(direction)], target: members[targetOf(direction)] } : undefined;
  return { field, source, target: other, carried: source, returned: other, agreed, policy: 'ask' };
}

function agreedNow(agree: Readonly<Record<string, { source: Value; target: Value }>>, direction: Direction): AgreedPairs {
  const pair = ({ source, target }: { source: Value; target: Value }) =>
    direction === 'toSales' ? keptPair(source, target) : keptPair(target, source);
  return Object.fromEntries(Object.entries(agree).map(([name, agreement]) => [name, pair(agreement)]));
}

const update: StepOf = (world, worker, setting) => {
  if (!maySend(worker, setting)) return [{ world, worker: comeBack(worker) }];
  const side = targetOf(worker.direction);
  const present = rowOf(world, side, worker.target?.id ?? null);
  if (!present) return [{ world, worker: go(worker, 'report', { issue: true }) }];
  if (present.etag !== worker.target?.etag && setting.rules.updatesCarryTheEtag) return [{ world, worker: tryAgain(worker) }];
  const written = withRow(world, side, { ...present, value: worker.row?.value ?? '' });
  const pairs = { ...worker.pairs, ...agreedNow(worker.decision?.agree ?? {}, worker.direction) };
  const counted = { ...written, updated: written.updated + 1 };
  return [{ world: counted, worker: go(worker, 'confirm', { pairs, target: rowOf(counted, side, present.id) }) }];
};

const tryAgain = (worker: Worker): Worker =>
  worker.tries < mostTries ? go(worker, 'readTarget', { tries: worker.tries + 1 }) : comeBack(worker);

const confirmation: StepOf = (world, worker, setting) => {
  const { coupling, direction, pageId, token, pairs, target } = worker;
  if (!coupling) return [{ world, worker: go(worker, 'report') }];
  const { world: next, answer } = transaction(world, (draft) => {
    const version = setting.rules.confirmUnderTheVersionRead ? coupling.version : (draft.coupling(coupling.id)?.version ?? 0n);
    const digests = digestsOf(pairs);
    const confirmed = { couplingId: coupling.id, version, direction, by: { pageId, token }, targetId: target?.id ?? null, pairs, digests };
    return confirm(draft, confirmed);
  });
  const forgetful = setting.rules.idsStayKnown ? next : withoutNewTombstones(next, world);
  if (answer.outcome !== 'done') return [{ world: forgetful, worker: stale(worker, setting) }];
  if (!worker.row) return [{ world: forgetful, worker: go(worker, 'recordDeletion') }];
  const left = worker.decision?.leave.length && target ? [{ direction: opposite(direction), recordId: target.id }] : [];
  const later = isBehind(worker) ? [self(worker)] : [];
  return [{ world: forgetful, worker: go(worker, 'report', { due: [...worker.due, ...left, ...later] }) }];
};

/** Whether the claimed values that were written are not what the source has now: the difference travels as an update. */
const isBehind = ({ decision, row, pairs, direction }: Worker): boolean =>
  decision === null && row?.value !== membersOf(pairs[field])[sourceOf(direction)];

function digestsOf(pairs: AgreedPairs) {
  const { businessCentral, sales } = membersOf(pairs[field]);
  return { businessCentral: String(businessCentral), sales: String(sales) };
}

const withoutNewTombstones = (next: World, before: World): World => ({
  ...next,
  couplings: next.couplings.filter(
    ({ id, state }) => state !== 'gone' || before.couplings.some((one) => one.id === id && one.state === 'gone'),
  ),
});

const releasing: StepOf = (world, worker, setting) => {
  const { coupling, pageId, token } = worker;
  if (!coupling) return [{ world, worker: go(worker, 'recordDeletion') }];
  const { world: next, answer } = transaction(world, (draft) => {
    const by = setting.rules.onlyTheHolderReleases || !coupling.claim ? { pageId, token } : coupling.claim.holder;
    return release(draft, { couplingId: coupling.id, version: coupling.version, by });
  });
  const forgetful = setting.rules.idsStayKnown ? next : withoutNewTombstones(next, world);
  return [{ world: forgetful, worker: answer.outcome === 'done' ? go(worker, 'recordDeletion') : stale(worker, setting) }];
};

const deletion: StepOf = (world, worker, setting) => {
  const record = { tables, side: sourceOf(worker.direction), id: worker.recordId, policy: 'none' as const };
  const { world: next, answer } = transaction(world, (draft) => recordDeletion(draft, record));
  if (answer.outcome === 'due') return [{ world: next, worker: stale(worker, setting) }];
  return [{ world: next, worker: go(worker, 'report', { issue: answer.outcome === 'issue' }) }];
};

/** The end of a page: marks it done and stores what is due, if the lease is still this worker's. */
const report: StepOf = (world, worker, { rules }) => {
  const page = world.pages.find(({ id }) => id === worker.pageId);
  const accepted = page && (!rules.reportsCarryTheToken || page.token === worker.token);
  if (!accepted) return [{ world, worker: null }];
  const others = world.issues.filter((id) => id !== worker.recordId);
  const due = worker.due.filter(
    (one) => !world.due.some(({ direction, recordId }) => direction === one.direction && recordId === one.recordId),
  );
  const next = {
    ...world,
    pages: world.pages.filter(({ id }) => id !== page.id),
    issues: worker.issue ? [...others, worker.recordId] : others,
    due: [...world.due, ...due],
  };
  return [{ world: next, worker: null }];
};

const steps: Record<Phase, StepOf> = {
  ...{ read, resolve, claim: claimNew, create, locate, claimAgain, readTarget, update },
  ...{ confirm: confirmation, release: releasing, recordDeletion: deletion, report },
};

/** The steps that a worker may take next. */
export const stepsOf: StepOf = (world, worker, setting) => steps[worker.phase](world, worker, setting);

/** Phases whose call has an effect that outlives a lost reply. */
export const hasEffect: ReadonlySet<Phase> = new Set<Phase>([
  'claim',
  'create',
  'claimAgain',
  'update',
  'confirm',
  'release',
  'recordDeletion',
  'report',
]);

/** What a worker does when the reply to its call is lost: remote writes have an unknown outcome, questions to other services are asked again. */
export function afterLostReply(worker: Worker): Worker {
  if (worker.phase === 'create') return go(worker, 'locate');
  return worker.phase === 'update' ? comeBack(worker) : worker;
}
