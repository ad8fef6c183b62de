/** What a step has begun last; what was begun under other settings speaks about them, not about the connection as it is. */
import { Connection } from '../connection';
import type { Setup } from './setup';
import { SetupStep } from './setup-step';

export interface Begun {
  /** Of the run, where there is one elsewhere. */
  readonly id?: string;
  /** What has come out, where nobody else keeps it. */
  readonly results?: readonly string[];
  /** Names the settings under which it was begun. */
  readonly under?: string;
}

/** Names the settings that decide what a preview shows: where records go, and what was chosen. */
export const namedSettings = ({ sales, businessCentral, options }: Connection): string =>
  JSON.stringify([sales.url, businessCentral.url, businessCentral.companyId, businessCentral.companyName, options]);

/** What a step has begun, where it still counts. */
export function begunBy(step: SetupStep, { runs }: Setup, connection: Connection): Begun | undefined {
  const begun = runs[step.key];
  return step.isPreview && begun?.under !== namedSettings(connection) ? undefined : begun;
}
