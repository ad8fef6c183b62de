/** The six ways in which an operation can fail, and what each means for the caller. One table decides behaviour; see `libs/platform/src/failures`. */
export const failureKinds = ['rejected', 'blocked', 'conflict', 'transient', 'misconfigured', 'bug'] as const;

/**
 * - `rejected`: a rule says no; parked until something changes
 * - `blocked`: something must come first; released when the need is met
 * - `conflict`: both sides changed the same field; a policy or a person decides
 * - `transient`: the world hiccupped; tried again after `retryAfterMs`
 * - `misconfigured`: the set-up is wrong (credentials, rights); the connection needs attention
 * - `bug`: anything else; dead letter, logged with its stack
 */
export type FailureKind = (typeof failureKinds)[number];

/** Facts about a failure that people and programs may read. Never holds a secret or a bearer token. */
export type FailureDetails = Readonly<Record<string, unknown>> & {
  /** How long to wait before trying again, in milliseconds; only with kind `transient`. */
  readonly retryAfterMs?: number;
  /** What the reader can do about it, one sentence in English. */
  readonly help?: string;
};

/**
 * A refusal or failure that the program expects, with a code that is listed in `docs/failures.md` (`connection.unreachable`, `contact.noCompany`, …).
 * Plain errors stay for bugs.
 */
export class Failure extends Error {
  override readonly name = 'Failure';

  constructor(
    readonly kind: FailureKind,
    readonly code: string,
    message: string,
    readonly details: FailureDetails = {},
    options?: { cause?: unknown },
  ) {
    super(message, options);
  }

  /** The milliseconds to wait before another try, where the failure says so. */
  get retryAfterMs(): number | undefined {
    return this.details.retryAfterMs;
  }
}

/** Turns anything that was thrown into a Failure; what is not one already is a `bug` that keeps its cause. */
export function asFailure(thrown: unknown): Failure {
  if (thrown instanceof Failure) return thrown;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return new Failure('bug', 'bug.unexpected', message, {}, { cause: thrown });
}
