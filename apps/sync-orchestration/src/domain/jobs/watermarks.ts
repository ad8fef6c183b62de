import { Job } from './job';
import { RunKey } from './jobs';

/** Where the next run of a mapping in one direction starts: opaque text of the connector. */
export abstract class Watermarks {
  abstract of(key: Omit<RunKey, 'overlay'>): Promise<string | null>;
  /** Stores what a finished job leaves; only in the transaction that finishes it. */
  abstract write(job: Job, watermark: string): Promise<void>;
  /** The change feed does not reach back that far: the next run is a baseline. */
  abstract forget(key: Omit<RunKey, 'overlay'>): Promise<void>;
}
