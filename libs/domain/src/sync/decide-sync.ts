/** The decision on one coupled record: what to write, what is agreed now, what is left to the other direction, what is a conflict. Pure and total. */
import { ConflictPolicy } from '../mapping/field-mapping';
import { Direction, Side, sourceOf, Value } from '../value';
import { equalsKept, KeptValue } from './digest';

/** One both-ways field of a record as both sides hold it. */
export interface FieldState {
  readonly field: string;
  readonly source: Value;
  readonly target: Value;
  /** The source's value as the target would hold it. */
  readonly carried: Value;
  /** The target's value as the source would hold it. */
  readonly returned: Value;
  /** Each side's own member when they last agreed; absent while they never did. */
  readonly agreed?: { readonly source: KeptValue; readonly target: KeptValue };
  readonly policy: ConflictPolicy;
  /** A reference whose source is as it was, but what it names is called otherwise on the target side since they agreed: it was restored there. */
  readonly renamed?: boolean;
}

export interface Circumstances {
  readonly direction: Direction;
  /** The direction that a fresh coupling was given for its first synchronisation. */
  readonly firstDirection?: Direction;
  /** For the policy `latest`: the side that the services' own stamps call later; unknown counts as a conflict. */
  readonly later?: Side;
}

/** Members that hold from now on. */
export interface Agreement {
  readonly source: Value;
  readonly target: Value;
}

export interface Decision {
  /** Fields whose carried value is written to the target. */
  readonly write: readonly string[];
  /** Fields that are agreed once the write is done. */
  readonly agree: Readonly<Record<string, Agreement>>;
  /** Fields that the other direction must carry. */
  readonly leave: readonly string[];
  readonly conflict: readonly string[];
  /** Fields of `write` whose target had a value of its own, which is lost and therefore listed. */
  readonly overwritten: readonly string[];
}

type Verdict = 'nothing' | 'agree' | 'write' | 'overwrite' | 'leave' | 'conflict';

const isEqualUnderTheMapping = ({ source, target, carried, returned }: FieldState): boolean => carried === target || returned === source;

function byPolicy(policy: ConflictPolicy, source: Side, later: Side | undefined): Verdict {
  const winner = policy === 'latest' ? later : policy === 'ask' ? undefined : policy;
  if (winner === undefined) return 'conflict';
  return winner === source ? 'overwrite' : 'leave';
}

/** Sides that have never agreed: equal values agree silently, a blank takes the other's value, else the first direction or the policy decides. */
function firstVerdict(state: FieldState, { direction, firstDirection, later }: Circumstances): Verdict {
  if (isEqualUnderTheMapping(state)) return 'agree';
  if (state.target === null) return 'write';
  if (state.source === null) return 'leave';
  if (firstDirection === undefined) return byPolicy(state.policy, sourceOf(direction), later);
  return firstDirection === direction ? 'overwrite' : 'leave';
}

/** The target still names what is gone, or nothing since that was deleted: no edit of a person is lost. Another name is one. */
function renamedVerdict(state: FieldState, targetChanged: boolean): Verdict {
  if (isEqualUnderTheMapping(state)) return 'agree';
  return targetChanged && state.target !== null ? 'leave' : 'write';
}

function verdict(state: FieldState, circumstances: Circumstances): Verdict {
  if (state.agreed === undefined) return firstVerdict(state, circumstances);
  const sourceChanged = !equalsKept(state.source, state.agreed.source);
  const targetChanged = !equalsKept(state.target, state.agreed.target);
  if (state.renamed && !sourceChanged) return renamedVerdict(state, targetChanged);
  if (!sourceChanged && !targetChanged) return 'nothing';
  if (isEqualUnderTheMapping(state) && (sourceChanged || targetChanged)) return 'agree';
  if (!targetChanged) return 'write';
  if (!sourceChanged) return 'leave';
  return byPolicy(state.policy, sourceOf(circumstances.direction), circumstances.later);
}

interface OpenDecision extends Decision {
  readonly write: string[];
  readonly agree: Record<string, Agreement>;
  readonly leave: string[];
  readonly conflict: string[];
  readonly overwritten: string[];
}

const emptyDecision = (): OpenDecision => ({ write: [], agree: {}, leave: [], conflict: [], overwritten: [] });

function write(decision: OpenDecision, { field, source, carried }: FieldState): void {
  decision.write.push(field);
  decision.agree[field] = { source, target: carried };
}

const apply: Record<Verdict, (decision: OpenDecision, state: FieldState) => void> = {
  nothing: () => undefined,
  agree: (decision, { field, source, target }) => void (decision.agree[field] = { source, target }),
  write,
  overwrite: (decision, state) => {
    decision.overwritten.push(state.field);
    write(decision, state);
  },
  leave: (decision, { field }) => void decision.leave.push(field),
  conflict: (decision, { field }) => void decision.conflict.push(field),
};

/** Decides field by field; a run of one direction reads both records and writes only its target. */
export function decideSync(states: readonly FieldState[], circumstances: Circumstances): Decision {
  const decision = emptyDecision();
  for (const state of states) apply[verdict(state, circumstances)](decision, state);
  return decision;
}
