import type { LimitName, LimitSettings } from './limit-settings';
import { SlidingWindow } from './sliding-window';

/** What one principal has used of its limits, and how long it is shut out. Times in milliseconds of the settable clock. */
export class PrincipalBudget {
  readonly waiting: Array<() => void> = [];
  private readonly requests = new SlidingWindow();
  private readonly execution = new SlidingWindow();
  private running = 0;
  private shutOutUntil = 0;
  private shutOutBy: LimitName = 'requests';

  /** Lets the request in (`undefined`) or names the limit that is exceeded; the two window limits count before concurrency. */
  exceeded(now: number, settings: LimitSettings): LimitName | undefined {
    if (now < this.shutOutUntil) return this.hammered(settings);
    const window = settings.windowSeconds * 1000;
    if (this.requests.totalSince(now - window) >= settings.requests) return this.shutOut('requests', settings, window, now);
    if (this.execution.totalSince(now - window) >= settings.executionSeconds * 1000)
      return this.shutOut('execution-time', settings, window, now);
    return this.running >= settings.concurrency ? 'concurrency' : undefined;
  }

  start(now: number): void {
    this.running += 1;
    this.requests.add(now, 1);
  }

  finish(now: number, milliseconds: number): void {
    this.running -= 1;
    this.execution.add(now, milliseconds);
  }

  get inFlight(): number {
    return this.running;
  }

  remainingRequests(now: number, settings: LimitSettings): number {
    return Math.max(0, settings.requests - this.requests.totalSince(now - settings.windowSeconds * 1000));
  }

  remainingSeconds(now: number, settings: LimitSettings): number {
    return Math.max(0, settings.executionSeconds - this.execution.totalSince(now - settings.windowSeconds * 1000) / 1000);
  }

  /** Whole seconds until the shut-out ends; concurrency refusals ask for one second. */
  secondsToWait(now: number): number {
    return Math.max(1, Math.ceil((this.shutOutUntil - now) / 1000));
  }

  private hammered(settings: LimitSettings): LimitName {
    this.shutOutUntil += settings.hammerSeconds * 1000;
    return this.shutOutBy;
  }

  private shutOut(limit: 'requests' | 'execution-time', settings: LimitSettings, window: number, now: number): LimitName {
    const spent = limit === 'requests' ? this.requests : this.execution;
    const allowed = limit === 'requests' ? settings.requests : settings.executionSeconds * 1000;
    this.shutOutUntil = (spent.timeWhenBelow(allowed) ?? now) + window;
    this.shutOutBy = limit;
    return limit;
  }
}
