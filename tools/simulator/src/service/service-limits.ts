import type { LimitName, LimitRefusal, LimitSettings } from './limit-settings';
import { PrincipalBudget } from './principal-budget';
import type { SettableClock } from './settable-clock';

/** Holds the door: counts requests, execution time and concurrency per principal, refuses or queues what is too much. */
export class ServiceLimits {
  settings: LimitSettings;
  private readonly budgets = new Map<string, PrincipalBudget>();

  constructor(
    private readonly clock: SettableClock,
    private readonly defaults: LimitSettings,
  ) {
    this.settings = { ...defaults };
  }

  change(settings: Partial<LimitSettings>): void {
    this.settings = { ...this.settings, ...settings };
  }

  reset(): void {
    this.settings = { ...this.defaults };
    this.budgets.clear();
  }

  /** Forgets what was used; the settings stay. */
  clear(): void {
    this.budgets.clear();
  }

  budgetOf(principal: string): PrincipalBudget {
    let budget = this.budgets.get(principal);
    if (budget === undefined) this.budgets.set(principal, (budget = new PrincipalBudget()));
    return budget;
  }

  /** A budget that was entered and must be left, or the refusal; a promise while the request waits in the queue. */
  enter(principal: string): PrincipalBudget | LimitRefusal | Promise<PrincipalBudget | LimitRefusal> {
    const budget = this.budgetOf(principal);
    const limit = budget.exceeded(this.clock.now(), this.settings);
    if (limit === undefined) return this.start(budget);
    if (limit !== 'concurrency' || this.settings.whenBusy === 'reject') return this.refuse(budget, limit);
    if (budget.waiting.length >= this.settings.queueLength) return this.refuse(budget, 'concurrency');
    return this.queue(budget);
  }

  leave(budget: PrincipalBudget, milliseconds: number): void {
    budget.finish(this.clock.now(), milliseconds);
    budget.waiting.shift()?.();
  }

  private start(budget: PrincipalBudget): PrincipalBudget {
    budget.start(this.clock.now());
    return budget;
  }

  private queue(budget: PrincipalBudget): Promise<PrincipalBudget | LimitRefusal> {
    return new Promise((resolve) => {
      const admit = () => {
        clearTimeout(timer);
        resolve(this.start(budget));
      };
      const timer = setTimeout(() => {
        budget.waiting.splice(budget.waiting.indexOf(admit), 1);
        resolve(this.refuse(budget, 'queue-timeout'));
      }, this.settings.queueTimeoutSeconds * 1000);
      budget.waiting.push(admit);
    });
  }

  private refuse(budget: PrincipalBudget, limit: LimitName): LimitRefusal {
    const { longestRetrySeconds } = this.settings;
    const wait = limit === 'concurrency' || limit === 'queue-timeout' ? 1 : budget.secondsToWait(this.clock.now());
    const retryAfterSeconds = Math.min(wait, longestRetrySeconds);
    return { limit, retryAfterSeconds, retryAfterHeader: this.retryAfterHeader(retryAfterSeconds) };
  }

  private retryAfterHeader(seconds: number): string | undefined {
    const { retryAfter } = this.settings;
    if (retryAfter === 'none') return undefined;
    if (retryAfter === 'http-date') return new Date(this.clock.now() + seconds * 1000).toUTCString();
    return String(retryAfter === 'seconds' ? seconds : retryAfter);
  }
}

export function isRefusal(entered: PrincipalBudget | LimitRefusal): entered is LimitRefusal {
  return !(entered instanceof PrincipalBudget);
}
