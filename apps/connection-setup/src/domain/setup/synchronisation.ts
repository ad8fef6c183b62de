/** What the guide asks of the synchronisation: previews before the connection is enabled, the first full run after it. */
import { Run } from './run';

export abstract class Synchronisation {
  /** Matches the records of a mapping and shows the pairs; couples nothing. Answers with the id of the run. */
  abstract matchPreview(connectionId: string, mapping: string): Promise<string>;
  /** How it stands; undefined where there is no such run any more. */
  abstract match(connectionId: string, runId: string): Promise<Run | undefined>;
  abstract approveMatch(connectionId: string, runId: string): Promise<void>;
  /** Counts both sides: one line for each mapping. */
  abstract survey(connectionId: string): Promise<readonly string[]>;
  /** Plans a full synchronisation, or a dry run of it, which has to be started. Answers with the id of the review. */
  abstract plan(connectionId: string, mode: { readonly dryRun: boolean }): Promise<string>;
  abstract start(connectionId: string, reviewId: string): Promise<void>;
  /** How it stands; undefined where there is no such review any more. */
  abstract review(connectionId: string, reviewId: string): Promise<Run | undefined>;
}
