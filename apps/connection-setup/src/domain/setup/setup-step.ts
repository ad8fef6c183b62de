/** The language in which the steps of the guide are declared. */
import { Connection } from '../connection';
import { Check, Finding } from '../findings';

/**
 * What must be there before a step can be confirmed:
 * - `draft`: what the step asks for, entered, and nothing wrong found with it; confirming lets it take effect
 * - `result`: the end of what the step has begun (a preview, a survey, a dry run, a plan); confirming accepts it
 * - `checks`: nothing but passed checks
 * - `administrator`: an administrator's account, which comes with the confirmation and is kept nowhere
 * - `nothing`: it can't be confirmed: it is done as soon as its checks pass
 */
export type ConfirmedBy = 'draft' | 'result' | 'checks' | 'administrator' | 'nothing';

/** What a step sets going beyond the settings; each has its own use case. */
export const works = ['solutionImport', 'matching', 'survey', 'dryRun', 'enabling', 'fullSynchronisation'] as const;
export type Work = (typeof works)[number];

export interface SetupStep {
  /** As in the address. */
  readonly key: string;
  readonly title: string;
  /** What a person should know before. */
  readonly explanation: string;
  /** The settings that it takes, named as in the body of `PATCH /connections/{id}`, with what each means. No two steps take the same one. */
  readonly asks?: Readonly<Record<string, string>>;
  /** What must be done before it can be confirmed. */
  readonly waitsFor: readonly SetupStep[];
  /** Absent: always. */
  readonly isNeeded?: (connection: Connection) => boolean;
  /** What is still missing for it among the settings, named as in the body. */
  readonly missing?: (connection: Connection, findings: readonly Finding[]) => readonly string[];
  /** The checks that speak about it. They are those of `test` and `enable`. */
  readonly checks: readonly Check[];
  readonly confirmedBy: ConfirmedBy;
  readonly work?: Work;
  /** The mapping that its work is about. */
  readonly mapping?: string;
  /** Codes of findings that don't hold up the confirmation: only after it they can be put right. */
  readonly putRightLater?: readonly string[];
  /** Its settings have defaults: only a confirmation, or an enabled connection, tells that somebody has looked at them. */
  readonly hasDefaults?: boolean;
  /** What it begins shows what would happen under the settings of that time: with other ones it has to be begun anew. */
  readonly isPreview?: boolean;
  /** Where its checks pass before anything was begun there is nothing to do. */
  readonly isSkippedWhenPassed?: boolean;
}

/** The names of what is missing, out of pairs of a name and whether it is there. */
export const absent = (...named: readonly (readonly [name: string, there: unknown])[]): string[] =>
  named.flatMap(([name, there]) => (there ? [] : [name]));

/** Names of the secrets that a connection holds. */
export const heldSecrets = ({ secrets }: Connection): ReadonlySet<string> => new Set(Object.keys(secrets?.values ?? {}));
