/** Which job compared the coupled records of a mapping in a direction last. */
import { Direction } from '@tandem/domain/value';
import { Job } from './job';

export abstract class DriftCompares {
  /** The job that compares now; null where none does. Others that ask for the same wait for the end of this transaction. */
  abstract active(connectionId: string, mapping: string, direction: Direction): Promise<string | null>;
  abstract begin(job: Job): Promise<void>;
}
