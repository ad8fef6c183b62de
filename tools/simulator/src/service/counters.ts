import type { ServiceAnswer, ServiceRequest } from './exchange';

/** What was asked and answered since the last clearing, in all and by operation. */
export interface Tally {
  requests: number;
  rowsRead: number;
  rowsWritten: number;
  bytesIn: number;
  bytesOut: number;
  throttled: number;
  /** Answers by status code. */
  statuses: Record<string, number>;
}

const emptyTally = (): Tally => ({ requests: 0, rowsRead: 0, rowsWritten: 0, bytesIn: 0, bytesOut: 0, throttled: 0, statuses: {} });

export class Counters {
  private total = emptyTally();
  private operations = new Map<string, Tally>();
  private cpuStart = process.cpuUsage();
  private timeStart = process.hrtime.bigint();

  count(operation: string, request: ServiceRequest, answer: ServiceAnswer): void {
    let tally = this.operations.get(operation);
    if (tally === undefined) this.operations.set(operation, (tally = emptyTally()));
    add(this.total, request, answer);
    add(tally, request, answer);
  }

  clear(): void {
    this.total = emptyTally();
    this.operations = new Map();
    this.cpuStart = process.cpuUsage();
    this.timeStart = process.hrtime.bigint();
  }

  /** The tallies, and how busy this process was: `cpuShare` 1 = one core all the time since the last clearing. */
  snapshot(): { total: Tally; operations: Record<string, Tally>; cpuShare: number; rssMegabytes: number } {
    const cpu = process.cpuUsage(this.cpuStart);
    const elapsed = Number(process.hrtime.bigint() - this.timeStart) / 1000;
    const rssMegabytes = Math.round(process.memoryUsage.rss() / 1048576);
    const operations = Object.fromEntries([...this.operations].sort(([left], [right]) => (left < right ? -1 : 1)));
    return { total: this.total, operations, cpuShare: (cpu.user + cpu.system) / elapsed, rssMegabytes };
  }
}

function add(tally: Tally, request: ServiceRequest, answer: ServiceAnswer): void {
  tally.requests += 1;
  tally.rowsRead += answer.rowsRead ?? 0;
  tally.rowsWritten += answer.rowsWritten ?? 0;
  tally.bytesIn += request.body.length;
  tally.bytesOut += answer.body.length;
  if (answer.status === 429) tally.throttled += 1;
  tally.statuses[answer.status] = (tally.statuses[answer.status] ?? 0) + 1;
}
