/** What to do with a record once its coupling is known: the rules that keep late, doubled and stopped workers harmless. Pure. */
import { Direction, targetOf } from '../value';

/** What the coupling service answers about a record, as far as the next step depends on it. */
export interface KnownCoupling {
  readonly mapping: string;
  readonly state: 'claimed' | 'coupled' | 'uncoupled' | 'gone' | 'archived';
  /** Decimal text; grows with every change of any coupling. */
  readonly version: string;
  readonly deleted?: 'businessCentral' | 'sales';
  readonly claim?: {
    readonly pageId: string;
    readonly token: number;
    readonly kind: string;
    readonly direction: Direction;
    readonly expired: boolean;
  };
}

/** Who asks. */
export interface Asker {
  readonly mapping: string;
  readonly direction: Direction;
  readonly pageId: string;
  readonly token: number;
  /** The version counter as it was before the rows were read. */
  readonly note: string;
  /** The mapping creates records of the target again that were deleted there. */
  readonly restores?: boolean;
}

export type NextStep =
  /** Nobody knows the record: match it, else claim and create its counterpart. */
  | 'create'
  /** Both records exist: compare. One that was reported as deleted has come back: Sales can restore deleted records under their ids. */
  | 'compare'
  /** The coupling has changed since the rows were read: read the record again before deciding, an unfinished creation's as well: its claim may hold newer values. */
  | 'readAgain'
  /** Another page holds it: come back when its lease has ended. */
  | 'comeBack'
  /** A creation was left unfinished: read the claimed record, then adopt it or create it again. */
  | 'takeOver'
  /** The counterpart was deleted and shall be created again: claim it under a new id. */
  | 'restore'
  /** The counterpart is known to be deleted: the coupling takes no part in runs. */
  | 'deleted'
  /** A person took it apart, or its id must not be used again. */
  | 'leave'
  /** The record belongs to another mapping of the same table. */
  | 'otherMapping';

const changedSince = (version: string, note: string): boolean => BigInt(version) >= BigInt(note);

const isMine = (claim: NonNullable<KnownCoupling['claim']>, asker: Asker): boolean =>
  claim.pageId === asker.pageId && claim.token <= asker.token;

/** The next step for a record under a coupling; `undefined` is a record without one. */
export function nextStep(coupling: KnownCoupling | undefined, asker: Asker): NextStep {
  if (coupling === undefined) return 'create';
  if (coupling.mapping !== asker.mapping) return 'otherMapping';
  if (coupling.state === 'uncoupled' || coupling.state === 'gone' || coupling.state === 'archived') return 'leave';
  if (coupling.claim && !coupling.claim.expired && !isMine(coupling.claim, asker)) return 'comeBack';
  if (coupling.state === 'claimed' && coupling.claim?.direction !== asker.direction) return 'comeBack';
  const isTargetGone = coupling.deleted === targetOf(asker.direction);
  if (isTargetGone && !mayRestore(coupling, asker)) return 'deleted';
  if (changedSince(coupling.version, asker.note)) return 'readAgain';
  if (isTargetGone) return 'restore';
  return coupling.state === 'claimed' ? 'takeOver' : 'compare';
}

const mayRestore = ({ claim }: KnownCoupling, { restores }: Asker): boolean => restores === true && claim === undefined;

export type StepWithoutRecord =
  /** Nothing is unfinished: store that it is deleted. */
  | 'recordDeletion'
  /** A claim is open: come back when whoever holds it has finished. */
  | 'comeBack'
  /** A claim of this record was left unfinished: read the claimed record; found, confirm the claim as it is; absent, release it; then look again. */
  | 'finishClaim'
  /** Its counterpart was about to be deleted, and nobody came back to say so: decide about the counterpart again. */
  | 'finishDeletion';

/** The next step for a record that was asked for by its id and does not exist: nothing unfinished may keep its deletion from being stored, or the question would be asked for ever. */
export function nextStepWithoutRecord(coupling: KnownCoupling | undefined, asker: Asker): StepWithoutRecord {
  const claim = coupling?.claim;
  if (!claim || isAimedAt(claim, asker)) return 'recordDeletion';
  if (!claim.expired && !isMine(claim, asker)) return 'comeBack';
  if (claim.kind === 'delete' && coupling.deleted) return 'finishDeletion';
  return claim.direction === asker.direction ? 'finishClaim' : 'comeBack';
}

/** Whether a claim is open to delete the very record that is gone: then it has been deleted as it should. */
const isAimedAt = ({ kind, direction }: NonNullable<KnownCoupling['claim']>, asker: Asker): boolean =>
  kind === 'delete' && direction !== asker.direction;
