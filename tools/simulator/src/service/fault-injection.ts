import type { FaultAction, FaultMatch, FaultRule, RecordRejection } from './fault-rule';
import type { SeededRandom } from './seeded-random';

/** What a rule is matched with. */
export interface FaultTarget {
  readonly method: string;
  readonly url: string;
  readonly operation: string;
  readonly principal: string | undefined;
  readonly body: Buffer;
}

interface ArmedRule {
  readonly rule: FaultRule;
  readonly path: RegExp | undefined;
  matched: number;
  struck: number;
}

/** The rules in force; several may strike one request, in the order in which they were set. */
export class FaultInjection {
  private armed: ArmedRule[] = [];
  private rejections: ArmedRule[] = [];

  constructor(private readonly random: SeededRandom) {}

  add(rule: FaultRule): void {
    this.remove(rule.id);
    const armed = { rule, path: rule.match?.path === undefined ? undefined : new RegExp(rule.match.path), matched: 0, struck: 0 };
    (rule.action.kind === 'reject-record' ? this.rejections : this.armed).push(armed);
  }

  remove(id: string): void {
    this.armed = this.armed.filter((armed) => armed.rule.id !== id);
    this.rejections = this.rejections.filter((armed) => armed.rule.id !== id);
  }

  clear(): void {
    this.armed = [];
    this.rejections = [];
  }

  /** Every rule with the number of its matches and strikes. */
  list(): Array<FaultRule & { matched: number; struck: number }> {
    return [...this.armed, ...this.rejections].map(({ rule, matched, struck }) => ({ ...rule, matched, struck }));
  }

  get idle(): boolean {
    return this.armed.length === 0;
  }

  /** The actions that strike this request. */
  strike(target: FaultTarget): FaultAction[] {
    return this.armed.filter((armed) => matches(armed, target) && this.goesOff(armed)).map((armed) => armed.rule.action);
  }

  /** The rule that refuses this record, if one does; services ask it for each record they write. */
  rejectionOf(table: string, valueOf: (column: string) => unknown): RecordRejection | undefined {
    for (const armed of this.rejections) {
      const action = armed.rule.action as RecordRejection;
      if (action.table === table && valueOf(action.column) === action.value && this.goesOff(armed)) return action;
    }
    return undefined;
  }

  get rejectsRecords(): boolean {
    return this.rejections.length > 0;
  }

  private goesOff(armed: ArmedRule): boolean {
    const { times = Infinity, skip = 0, probability = 1 } = armed.rule;
    armed.matched += 1;
    if (armed.matched <= skip || armed.struck >= times) return false;
    if (probability < 1 && !this.random.chance(probability)) return false;
    armed.struck += 1;
    return true;
  }
}

function matches({ rule, path }: ArmedRule, target: FaultTarget): boolean {
  const match: FaultMatch = rule.match ?? {};
  if (match.method !== undefined && match.method !== target.method) return false;
  if (match.operation !== undefined && match.operation !== target.operation) return false;
  if (match.principal !== undefined && match.principal !== target.principal) return false;
  if (path !== undefined && !path.test(target.url)) return false;
  return match.bodyContains === undefined || target.body.includes(match.bodyContains);
}
