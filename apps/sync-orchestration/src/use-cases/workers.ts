import { WorkerHere, WorkerView } from '@tandem/contracts/workers';

/** Who is working. Nothing depends on it: pages are given away and taken back by their leases alone. */
export abstract class Workers {
  /** A worker has said that it is there. */
  abstract heard(worker: WorkerHere): Promise<void>;
  /** Those that were heard lately, and those that hold a page under an open lease; the longest there first. */
  abstract present(): Promise<WorkerView[]>;
}
