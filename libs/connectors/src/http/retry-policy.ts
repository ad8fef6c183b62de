/** Decides whether a request may be sent again, and when. */
import { Exchange, headerOf } from './exchange';
import { retryAfterMs } from './retry-after';

export interface RetrySettings {
  /** Most times one request is sent. */
  readonly attempts: number;
  /** First delay where the service names none, in milliseconds; doubled with every attempt, with jitter. */
  readonly firstDelayMs: number;
  /** Longest delay of our own choice, in milliseconds. */
  readonly longestDelayMs: number;
  /** A longer wait than this is not sat out here but reported to the caller, in milliseconds. */
  readonly longestWaitMs: number;
}

export const defaultRetrySettings: RetrySettings = { attempts: 6, firstDelayMs: 250, longestDelayMs: 20_000, longestWaitMs: 60_000 };

/** `finish`: give the exchange to the caller · `again`: send once more after a wait; `forAll` means that the service asked everyone to hold back. */
export type Verdict =
  { readonly kind: 'finish'; readonly holdMs?: number } | { readonly kind: 'again'; readonly waitMs: number; readonly forAll: boolean };

/** Both services refuse with these before anything is carried out. */
const refusedUnseen = new Set([429, 503]);
const passing = new Set([408, 500, 502, 504]);

export class RetryPolicy {
  constructor(
    private readonly settings: RetrySettings = defaultRetrySettings,
    private readonly random: () => number = Math.random,
  ) {}

  /** What follows the n-th attempt. `repeatable` says that sending the request twice does no harm, as for reads. */
  judge(exchange: Exchange, attempt: number, repeatable: boolean): Verdict {
    if (exchange.kind === 'unanswered')
      return repeatable || !exchange.sent ? this.again(attempt, exchange.failure.kind === 'transient') : { kind: 'finish' };
    if (refusedUnseen.has(exchange.status)) return this.heldBack(this.waitAfter(headerOf(exchange, 'retry-after'), attempt), attempt);
    return this.again(attempt, repeatable && passing.has(exchange.status));
  }

  private again(attempt: number, allowed: boolean): Verdict {
    return allowed && attempt < this.settings.attempts ? { kind: 'again', waitMs: this.delay(attempt), forAll: false } : { kind: 'finish' };
  }

  private heldBack(waitMs: number, attempt: number): Verdict {
    const sitOut = waitMs <= this.settings.longestWaitMs && attempt < this.settings.attempts;
    return sitOut ? { kind: 'again', waitMs, forAll: true } : { kind: 'finish', holdMs: waitMs };
  }

  /** A `Retry-After` of nearly nothing must not become a busy loop. */
  private waitAfter(header: string | undefined, attempt: number): number {
    const asked = retryAfterMs(header, Date.now());
    return asked !== undefined && asked >= this.settings.firstDelayMs ? asked : this.delay(attempt);
  }

  private delay(attempt: number): number {
    const ceiling = Math.min(this.settings.firstDelayMs * 2 ** (attempt - 1), this.settings.longestDelayMs);
    return Math.round(ceiling * (0.5 + this.random() / 2));
  }
}
