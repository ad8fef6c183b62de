/** What happens to the records of a page, counted so that every record seen ends in exactly one outcome. */
import { DueRecord, outcomeOfIssue, RecordIssue } from '@tandem/contracts/findings';
import { Counter, Counters, markCounters, outcomeCounters } from '@tandem/contracts/sync';
import { PageReport } from './ports/pages';

type Outcome = (typeof outcomeCounters)[number];
type Written = 'inserted' | 'modified';
type Mark = (typeof markCounters)[number];

const isMark = (counter: Counter): counter is Mark => (markCounters as readonly string[]).includes(counter);

export class Tally {
  private readonly outcomes = new Map<string, Outcome>();
  private readonly marks: Record<string, number> = {};
  /** Records of which an earlier holder of the page has been asked, and what it has written of them. */
  private readonly known = new Set<string>();
  private readonly before = new Map<string, Written>();
  private readonly found: RecordIssue[] = [];
  private readonly dueRecords: DueRecord[] = [];

  /** A record went well. A later word about the same record replaces an earlier one. */
  settle(recordId: string, outcome: Written | 'deleted' | 'unchanged'): void {
    this.outcomes.set(recordId, outcome === 'deleted' ? outcome : this.withBefore(recordId, outcome));
  }

  /** An earlier holder of the page has written a record, and told nobody: what it did counts, whatever is left to do now. */
  countedBefore(recordId: string, counted: readonly (Written | Mark)[]): void {
    const written = counted.includes('inserted') ? 'inserted' : counted.includes('modified') ? 'modified' : undefined;
    if (this.known.has(recordId)) return;
    this.known.add(recordId);
    if (written) this.before.set(recordId, written);
    new Set(counted.filter(isMark)).forEach((mark) => this.mark(mark));
  }

  /** Whether an earlier holder of the page has written a record: it has its outcome, whatever becomes of it now. */
  hasWrittenBefore(recordId: string): boolean {
    return this.before.has(recordId);
  }

  private withBefore(recordId: string, outcome: Written | 'unchanged'): Outcome {
    const before = this.before.get(recordId);
    return before === 'inserted' || outcome === 'unchanged' ? (before ?? outcome) : outcome;
  }

  /** A record takes no part in this run for a reason that its own columns show (filter, company, no coupling): counted, not listed. */
  skip(recordId: string): void {
    this.outcomes.set(recordId, 'skipped');
  }

  /** A record can't go on, or something about it must be listed. */
  issue(issue: RecordIssue): void {
    if (issue.kind !== 'overwritten') this.outcomes.set(issue.recordId, outcomeOfIssue[issue.kind]);
    this.found.push(issue);
  }

  /** A record must be looked at again; until then it counts as waiting where nothing else is said of it. */
  due(record: DueRecord, counts: boolean): void {
    if (counts) this.outcomes.set(record.recordId, 'waiting');
    this.dueRecords.push(record);
  }

  mark(mark: Mark, times = 1): void {
    this.marks[mark] = (this.marks[mark] ?? 0) + times;
  }

  get counters(): Counters {
    const counters: Partial<Record<Counter, number>> & { seen: number } = { seen: this.outcomes.size, ...this.marks };
    for (const outcome of this.outcomes.values()) counters[outcome] = (counters[outcome] ?? 0) + 1;
    return counters;
  }

  /** The report of the page. A page that looks at records again names how each ended: it may have been counted under another outcome before. */
  report(requests: PageReport['requests'], { again, settles }: { again: boolean; settles: boolean }): PageReport {
    const good = new Set<Outcome>(['inserted', 'modified', 'deleted', 'unchanged']);
    const settledIds = !settles ? [] : [...this.outcomes].filter(([, outcome]) => good.has(outcome)).map(([id]) => id);
    const outcomes = again ? Object.fromEntries(this.outcomes) : undefined;
    return { counters: this.counters, issues: this.found, due: this.dueRecords, settledIds, requests, outcomes };
  }
}
