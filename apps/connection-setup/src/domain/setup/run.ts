/** What a step has begun, in another service or in Sales, and how it stands. */
import { Failure } from '@tandem/domain/failure';

export interface RunProblem {
  readonly code: string;
  readonly cause: string;
  readonly remedy: string;
}

export interface Run {
  /** `ready`: it has ended, and waits for a confirmation; `unknown`: it can't be told at the moment. */
  readonly state: 'running' | 'ready' | 'done' | 'failed' | 'unknown';
  readonly id?: string;
  /** 0 to 100. */
  readonly percent?: number;
  /** What has come out so far, in a sentence. */
  readonly message?: string;
  /** What has come out, line by line. */
  readonly results?: readonly string[];
  readonly problem?: RunProblem;
  /** Where all of it can be read, below the connection: `match-runs/…`. */
  readonly path?: string;
}

/** A failure as people read it. */
export const problemOf = ({ code, message, details }: Failure): RunProblem => ({
  code,
  cause: message,
  remedy: details.help ?? 'Look at the message, then try again.',
});
