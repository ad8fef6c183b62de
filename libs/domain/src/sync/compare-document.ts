/** Compares a document with its counterpart: the header like any record, each line with the line it is paired with. Pure. */
import { Failure } from '../failure';
import { RuleContext } from '../mapping/special-rule';
import { StoredDocument, StoredRecord } from '../ports/record-store';
import { Side, Value } from '../value';
import { agreedDigest, Alternatives, blockingNeeds, compareRecord, Comparison, Pairs, sourceDigest } from './compare-record';
import { ComparedDocument, ComparedLine } from './decide-document';
import { Circumstances } from './decide-sync';
import { digestOf } from './digest';
import { DocumentPlan, lineNumberOn } from './document-plan';
import { pairLines } from './pair-lines';
import { References } from './references';
import { RunPlan } from './run-plan';
import { memberOn, transferFields } from './transfer-fields';

/** What is agreed about a line: its counterpart, and the pairs of its fields. */
export interface CoupledLine {
  readonly sourceId: string;
  readonly targetId: string;
  readonly pairs: Pairs;
}

export interface DocumentToCompare {
  readonly source: StoredDocument;
  readonly target: StoredDocument;
  /** Pairs of the header. */
  readonly pairs: Pairs;
  readonly lines: readonly CoupledLine[];
  readonly references: References;
  readonly context: RuleContext;
  readonly circumstances: Circumstances;
}

/** The comparison, with everything that must be coupled before the document can travel. */
export type DocumentComparison = ComparedDocument & { readonly needs: readonly Alternatives[] };

interface Line {
  readonly id: string;
  readonly lineNumber: number | null;
  readonly row: StoredRecord;
}

/** Carries the fields of one row over and compares them. A Failure says why a rule can't carry it. */
function compareRow(plan: RunPlan, [source, target]: readonly [StoredRecord, StoredRecord], pairs: Pairs, document: DocumentToCompare) {
  const transfer = transferFields(plan, source.values, document.references, document.context);
  if (transfer instanceof Failure) return transfer;
  return compareRecord(plan, { transfer, target: target.values, pairs, circumstances: document.circumstances, sentBefore: false });
}

class LinesOfDocument {
  private readonly bySource: ReadonlyMap<string, CoupledLine>;
  private readonly byTarget: ReadonlyMap<string, CoupledLine>;
  readonly needs: Alternatives[] = [];

  constructor(
    private readonly plan: DocumentPlan,
    private readonly document: DocumentToCompare,
  ) {
    this.bySource = new Map(document.lines.map((line) => [line.sourceId, line]));
    this.byTarget = new Map(document.lines.map((line) => [line.targetId, line]));
  }

  compared(): ComparedLine[] | Failure {
    const { source, target } = this.plan.lines;
    const couplings = new Map(this.document.lines.map(({ sourceId, targetId }) => [sourceId, targetId]));
    const paired = pairLines(this.linesOf(source, this.document.source), this.linesOf(target, this.document.target), couplings);
    const both = paired.both.map((pair) => this.both(pair.source, pair.target));
    const sourceOnly = paired.sourceOnly.map(({ line, wasCoupled }) => this.sourceOnly(line, wasCoupled));
    const failure = [...both, ...sourceOnly].find((one) => one instanceof Failure);
    if (failure) return failure;
    const targetOnly = paired.targetOnly.map(({ line, wasCoupled }) => this.targetOnly(line, wasCoupled));
    return [...(both as ComparedLine[]), ...(sourceOnly as ComparedLine[]), ...targetOnly];
  }

  private linesOf(side: Side, { lines }: StoredDocument): Line[] {
    const column = lineNumberOn(this.plan, side);
    return lines.map((row) => ({ id: row.id, lineNumber: (row.values[column] ?? null) as number | null, row }));
  }

  private both(source: Line, target: Line): ComparedLine | Failure {
    const pairs = this.bySource.get(source.id)?.pairs ?? {};
    const comparison = compareRow(this.plan.lines, [source.row, target.row], pairs, this.document);
    if (comparison instanceof Failure) return comparison;
    this.needs.push(...comparison.needs);
    return { kind: 'both', name: nameOf(source), sourceId: source.id, targetId: target.id, comparison };
  }

  private sourceOnly(line: Line, wasCoupled: boolean): ComparedLine | Failure {
    const { lines } = this.plan;
    const transfer = transferFields(lines, line.row.values, this.document.references, this.document.context);
    if (transfer instanceof Failure) return transfer;
    if (!wasCoupled) this.needs.push(...blockingNeeds(transfer));
    const changed = sourceDigest(transfer) !== agreedDigest(lines, this.bySource.get(line.id)?.pairs ?? {}, lines.source);
    return { kind: 'sourceOnly', name: nameOf(line), sourceId: line.id, wasCoupled, changed };
  }

  private targetOnly(line: Line, wasCoupled: boolean): ComparedLine {
    const { lines } = this.plan;
    const members = lines.both.map((field): readonly [string, Value] => [
      field.name,
      memberOn(lines.target, field, line.row.values, lines),
    ]);
    const changed = digestOf(members) !== agreedDigest(lines, this.byTarget.get(line.id)?.pairs ?? {}, lines.target);
    return { kind: 'targetOnly', name: nameOf(line), targetId: line.id, wasCoupled, changed };
  }
}

const nameOf = ({ lineNumber, id }: Line): string => `line ${lineNumber ?? id}`;

/** Compares a document, or says which rule can't carry it. */
export function compareDocument(plan: DocumentPlan, document: DocumentToCompare): DocumentComparison | Failure {
  const header: Comparison | Failure = compareRow(plan.header, [document.source, document.target], document.pairs, document);
  if (header instanceof Failure) return header;
  const ofLines = new LinesOfDocument(plan, document);
  const lines = ofLines.compared();
  if (lines instanceof Failure) return lines;
  return { bothWays: plan.header.mapping.direction === 'both', header, lines, needs: [...header.needs, ...ofLines.needs] };
}
