/** Collects what the checks of a connection find, in order; a check that needs a failed one is not run. */
import { asFailure, Failure } from '@tandem/domain/failure';
import { connectionFailed } from './setup-failures';
import { Side } from './sign-in';

export const checks = {
  connection: ['details', 'addresses', 'credentials'],
  sales: [
    'salesToken',
    'salesAnswers',
    'salesEnvironment',
    'salesUser',
    'salesRoles',
    'salesPrivileges',
    'salesSolution',
    'changeTracking',
    'changeNotifications',
    'organizationSettings',
    'owningTeam',
    'salesOrderUser',
  ],
  businessCentral: [
    'businessCentralToken',
    'businessCentralAnswers',
    'company',
    'businessCentralEnvironment',
    'companionExtension',
    'experience',
    'webServiceUser',
  ],
  both: ['currencies'],
} as const;
export type CheckGroup = keyof typeof checks;
export type Check = (typeof checks)[CheckGroup][number];

export interface Finding {
  readonly check: Check;
  readonly side?: Side;
  /** `warned`: it works as it is, but somebody should do something about it. */
  readonly state: 'passed' | 'warned' | 'failed' | 'notChecked';
  /** What was found; with `passed`. */
  readonly message?: string;
  /** With `failed` and `warned`. */
  readonly code?: string;
  /** With `setup.connectionFailed`: the finer code. */
  readonly reason?: string;
  readonly cause?: string;
  readonly remedy?: string;
  /** What may be chosen instead, where there is a choice. */
  readonly choices?: readonly string[];
}

/** What was chosen, and among what. */
export interface Chosen {
  readonly message: string;
  readonly choices: readonly string[];
}

/** What a check says of what it has seen: a sentence, a choice, or a Failure as a warning. */
export type Say<T> = (seen: T) => string | Chosen | Failure;

/** Runs one check: its result goes on, its refusal is noted and ends the group. */
export type RunCheck = <T>(check: Check, look: () => T | Promise<T>, say?: Say<T>) => Promise<T>;

/** Waits for checks that do not need each other, so that each is found out about; then the first refusal ends the group. */
export async function allOf<T extends readonly unknown[]>(checks: { [At in keyof T]: Promise<T[At]> }): Promise<T> {
  await Promise.allSettled(checks);
  return Promise.all(checks) as Promise<unknown> as Promise<T>;
}

export class Findings {
  private readonly found = new Map<Check, { readonly finding: Finding; readonly failure?: Failure }>();

  /** What was found, in the order of the checks, whichever side answered first. */
  get all(): readonly Finding[] {
    return this.inOrder().map(({ finding }) => finding);
  }

  /** The first refusal in the order of the checks. */
  get failure(): Failure | undefined {
    return this.inOrder().find(({ failure }) => failure)?.failure;
  }

  /** Runs the checks of a group; undefined where one of them has refused. Anything else that is thrown goes through. */
  async of<T>(group: CheckGroup, body: (run: RunCheck) => Promise<T>): Promise<T | undefined> {
    try {
      return await body((check, look, say) => this.run(group, check, look, say));
    } catch (thrown) {
      if (!this.inOrder().some(({ failure }) => failure === thrown)) throw thrown;
      this.skip(group);
      return undefined;
    }
  }

  /** Notes the checks of a group that have not run. */
  skip(group: CheckGroup): void {
    for (const check of checks[group]) if (!this.found.has(check)) this.note({ check, ...sideOf(group), state: 'notChecked' });
  }

  private async run<T>(group: CheckGroup, check: Check, look: () => T | Promise<T>, say?: Say<T>): Promise<T> {
    try {
      const seen = await look();
      this.note({ check, ...sideOf(group), ...said(say?.(seen)) });
      return seen;
    } catch (thrown) {
      const failure = asSetupFailure(group, asFailure(thrown));
      if (failure.kind === 'bug') throw thrown;
      this.note({ check, ...sideOf(group), state: 'failed', ...explained(failure) }, failure);
      throw failure;
    }
  }

  private note(finding: Finding, failure?: Failure): void {
    this.found.set(finding.check, { finding, failure });
  }

  private inOrder() {
    return allChecks.flatMap((check) => this.found.get(check) ?? []);
  }
}

const allChecks: readonly Check[] = Object.values(checks).flat();

const explained = ({ code, message, details: { reason, help, companies } }: Failure): Partial<Finding> => ({
  code,
  cause: message,
  remedy: help,
  ...(typeof reason === 'string' ? { reason } : {}),
  ...(Array.isArray(companies) ? { choices: companies.map(String) } : {}),
});

const said = (words: string | Chosen | Failure | undefined): Omit<Finding, 'check'> => {
  if (words instanceof Failure) return { state: 'warned', ...explained(words) };
  return { state: 'passed', ...(typeof words === 'string' ? { message: words } : words) };
};

const systemNames: Partial<Record<CheckGroup, string>> = {
  sales: 'Dynamics 365 Sales',
  businessCentral: 'Business Central',
  both: 'Dynamics 365 Sales',
};

/** What a connector refuses with becomes `setup.connectionFailed`, which keeps the connector's code as its reason. */
function asSetupFailure(group: CheckGroup, failure: Failure): Failure {
  const system = systemNames[group];
  return !system || failure.kind === 'bug' || /^(setup|connection)\./.test(failure.code) ? failure : connectionFailed(system, failure);
}

const sideOf = (group: CheckGroup): { side?: Side } => (group === 'sales' || group === 'businessCentral' ? { side: group } : {});
