import { Job } from './job';
import { RunKey } from './jobs';

/** Opaque texts of the connector. */
export interface Marks {
  readonly own: string;
  /** Of the tables that the mapping watches, by name. */
  readonly watched: Readonly<Record<string, string>>;
}

/** Where the next run of a mapping in one direction starts, in its own table and in those that it watches. */
export abstract class Watermarks {
  abstract of(key: Omit<RunKey, 'overlay'>): Promise<Marks | null>;
  /** Stores what a finished job leaves; only in the transaction that finishes it. */
  abstract write(job: Job, own: string): Promise<void>;
  /** A change feed does not reach back that far: the next run is a baseline. */
  abstract forget(key: Omit<RunKey, 'overlay'>): Promise<void>;
}
