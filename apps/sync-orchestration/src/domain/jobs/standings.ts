/** Records of runs that stand in an outcome which they may still leave, so that each is counted in one outcome only. */
import { Outcome } from './run-counters';

export abstract class Standings {
  abstract put(job: { id: string; connectionId: string }, records: ReadonlyMap<string, Outcome>): Promise<void>;
  /** Takes the standing of these records out. */
  abstract take(jobId: string, recordIds: readonly string[]): Promise<Map<string, Outcome>>;
  /** The review has ended: its counters stand. */
  abstract forget(reviewId: string): Promise<void>;
  /** A job outside a review has ended. */
  abstract forgetJob(jobId: string): Promise<void>;
}
