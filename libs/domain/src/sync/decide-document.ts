/**
 * The decision on a document: made at the header for everything at once. Either the whole document is written as one change set, or nothing of it: a conflict in one line
 * is a conflict of the document. Pure.
 */
import { Values } from '../value';
import { Comparison } from './compare-record';

/** A line of both sides, compared; or one that only one side has. */
export type ComparedLine =
  | { readonly kind: 'both'; readonly name: string; readonly sourceId: string; readonly targetId: string; readonly comparison: Comparison }
  /** `changed`: since both sides agreed on it, when its counterpart still existed. */
  | {
      readonly kind: 'sourceOnly';
      readonly name: string;
      readonly sourceId: string;
      readonly wasCoupled: boolean;
      readonly changed: boolean;
    }
  | {
      readonly kind: 'targetOnly';
      readonly name: string;
      readonly targetId: string;
      readonly wasCoupled: boolean;
      readonly changed: boolean;
    };

export interface ComparedDocument {
  /** False: the source alone says which lines there are. */
  readonly bothWays: boolean;
  readonly header: Comparison;
  readonly lines: readonly ComparedLine[];
}

export interface DocumentDecision {
  /** Columns of the header to write. */
  readonly header: Values;
  readonly create: readonly { readonly sourceId: string }[];
  readonly update: readonly { readonly sourceId: string; readonly targetId: string; readonly values: Values }[];
  readonly remove: readonly { readonly targetId: string }[];
  /** Something that the other direction must carry. */
  readonly leaves: boolean;
  /** What both sides have changed, by field, with the line it stands in; where there is any, nothing is written. */
  readonly conflicts: readonly string[];
}

/** What becomes of one line, whatever becomes of the document. */
type Verdict = 'keep' | 'create' | 'update' | 'remove' | 'leave' | 'conflict';

/** A line that one side has deleted since both agreed on it: a deletion travels like any change, and conflicts with a change of the side that kept it. */
function verdictOnLone(line: Exclude<ComparedLine, { kind: 'both' }>, bothWays: boolean): Verdict {
  const isOurs = line.kind === 'sourceOnly';
  if (!bothWays) return isOurs ? 'create' : line.wasCoupled ? 'remove' : 'keep';
  if (!line.wasCoupled) return isOurs ? 'create' : 'leave';
  if (line.changed) return 'conflict';
  return isOurs ? 'leave' : 'remove';
}

function verdictOn(line: ComparedLine, bothWays: boolean): Verdict {
  if (line.kind !== 'both') return verdictOnLone(line, bothWays);
  const { decision, write } = line.comparison;
  if (decision.conflict.length > 0) return 'conflict';
  return Object.keys(write).length > 0 ? 'update' : decision.leave.length > 0 ? 'leave' : 'keep';
}

const conflictIn = (line: ComparedLine): string[] =>
  line.kind === 'both'
    ? line.comparison.decision.conflict.map((field) => `${line.name}: ${field}`)
    : [`${line.name}: changed on one side, deleted on the other`];

const leavesSomething = (line: ComparedLine, verdict: Verdict): boolean =>
  verdict === 'leave' || (line.kind === 'both' && line.comparison.decision.leave.length > 0);

/** Decides a document. */
export function decideDocument({ header, lines, bothWays }: ComparedDocument): DocumentDecision {
  const decided = lines.map((line) => ({ line, verdict: verdictOn(line, bothWays) }));
  const lineConflicts = decided.flatMap(({ line, verdict }) => (verdict === 'conflict' ? conflictIn(line) : []));
  const conflicts = [...header.decision.conflict, ...lineConflicts];
  const leaves = header.decision.leave.length > 0 || decided.some(({ line, verdict }) => leavesSomething(line, verdict));
  if (conflicts.length > 0) return { header: {}, create: [], update: [], remove: [], leaves, conflicts };
  return { header: header.write, ...changesOf(decided), leaves, conflicts };
}

type Changes = { -readonly [Kind in 'create' | 'update' | 'remove']: DocumentDecision[Kind][number][] };

function changesOf(decided: readonly { line: ComparedLine; verdict: Verdict }[]): Changes {
  const changes: Changes = { create: [], update: [], remove: [] };
  for (const { line, verdict } of decided) {
    if (verdict === 'create' && line.kind === 'sourceOnly') changes.create.push({ sourceId: line.sourceId });
    if (verdict === 'remove' && line.kind === 'targetOnly') changes.remove.push({ targetId: line.targetId });
    if (verdict === 'update' && line.kind === 'both')
      changes.update.push({ sourceId: line.sourceId, targetId: line.targetId, values: line.comparison.write });
  }
  return changes;
}
