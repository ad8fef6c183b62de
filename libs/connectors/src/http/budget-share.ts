/** The share of a service's limits that this process holds: slots from outside, pauses for everyone, and a pace of its own that the service's answers set. */
import { performance } from 'node:perf_hooks';
import { Failure } from '@tandem/domain/failure';
import { Expiry, RemainingAllowance, ServiceBudget } from '@tandem/domain/ports/service-budget';
import { Credit } from './credit';
import { Pace } from './pace';

export interface BudgetShareSettings {
  /** A pause longer than this is reported instead of waited for, in milliseconds. */
  readonly longestWaitMs: number;
  /** Told when the service asked this process for a pause, so that others can be told. */
  readonly onPause?: (milliseconds: number) => void;
  /** Pause of our own when the service says that nothing is left, in milliseconds; then one call asks again. */
  readonly breathMs?: number;
}

/** What happened since the last `takeFigures`, for the report that adjusts the share. */
export interface BudgetFigures {
  readonly calls: number;
  readonly pauses: number;
  /** Most calls that were in flight at once. */
  readonly mostInFlight: number;
}

/** A call that waits for its turn. */
interface Waiting {
  readonly isOver: () => boolean;
  /** True: it goes, and its slot is taken; false: its time is over. */
  readonly decide: (goes: boolean) => void;
}

export class BudgetShare extends ServiceBudget {
  private readonly waiting: Waiting[] = [];
  private readonly pace: Pace;
  private readonly credit = new Credit();
  private inFlight = 0;
  private pausedUntil = 0;
  private alarm: NodeJS.Timeout | undefined;
  private figures = { calls: 0, pauses: 0, mostInFlight: 0 };

  constructor(
    slots: number,
    private readonly settings: BudgetShareSettings = { longestWaitMs: 60_000 },
  ) {
    super();
    this.pace = new Pace(slots);
  }

  async run<T>(call: () => Promise<T>, expiry?: Expiry<T>): Promise<T> {
    this.refuseLongPause();
    if (this.mayStart()) this.start();
    else if (!(await this.turn(expiry))) return (expiry as Expiry<T>).answer;
    const started = performance.now();
    try {
      return await call();
    } finally {
      this.finish(performance.now() - started);
    }
  }

  pause(milliseconds: number): void {
    if (!this.pauseLeft()) this.pace.halve();
    this.credit.probe();
    this.figures.pauses++;
    this.hold(milliseconds);
    this.settings.onPause?.(milliseconds);
  }

  override observe(left: RemainingAllowance): void {
    if (!this.pauseLeft()) this.credit.learn(left, Math.max(0, this.inFlight - 1));
  }

  /** A pause that another holder was asked for. */
  hold(milliseconds: number): void {
    this.pausedUntil = Math.max(this.pausedUntil, performance.now() + milliseconds);
    if (this.waiting.length) this.setAlarm();
  }

  /** The number of calls that may be in flight from now on, at least one. */
  setSlots(slots: number): void {
    this.pace.setSlots(slots);
    this.admit();
  }

  /** Milliseconds for which nobody may send; 0 while there is no pause. */
  pauseLeft(): number {
    return Math.max(0, this.pausedUntil - performance.now());
  }

  /** The figures since the last time; counting starts again. */
  takeFigures(): BudgetFigures {
    const taken = this.figures;
    this.figures = { calls: 0, pauses: 0, mostInFlight: this.inFlight };
    return taken;
  }

  /** Wakes up whoever waits for the end of a pause. Timers may go off a fraction of a millisecond early. */
  private setAlarm(): void {
    clearTimeout(this.alarm);
    this.alarm = setTimeout(() => (this.pauseLeft() ? this.setAlarm() : this.admit()), Math.ceil(this.pauseLeft()));
  }

  private mayStart(): boolean {
    return this.inFlight < this.pace.current && this.credit.isLeft && !this.pauseLeft();
  }

  private start(): void {
    this.inFlight++;
    this.credit.spend();
    this.figures.calls++;
    this.figures.mostInFlight = Math.max(this.figures.mostInFlight, this.inFlight);
  }

  /** Waits; false where the call's time was over when its turn came. */
  private turn(expiry: Expiry<unknown> | undefined): Promise<boolean> {
    return new Promise((decide) => {
      this.waiting.push({ decide, isOver: () => expiry?.isOver() === true });
      if (this.pauseLeft()) this.setAlarm();
      else this.breathe();
    });
  }

  private finish(milliseconds: number): void {
    this.inFlight--;
    if (!this.pauseLeft()) {
      this.pace.climb();
      this.credit.finish(milliseconds);
    }
    this.admit();
  }

  private admit(): void {
    while (this.waiting.length && this.mayStart()) {
      const next = this.waiting.shift();
      const goes = next?.isOver() === false;
      if (goes) this.start();
      next?.decide(goes);
    }
    if (this.waiting.length) this.breathe();
  }

  /** Nothing is left and no answer is under way that could say more: wait for the service's window to move on, then ask with one call. */
  private breathe(): void {
    if (this.inFlight || this.credit.isLeft || this.pauseLeft()) return;
    this.credit.probe();
    this.hold(this.settings.breathMs ?? 1_000);
  }

  private refuseLongPause(): void {
    const left = this.pauseLeft();
    if (left <= this.settings.longestWaitMs) return;
    throw new Failure('transient', 'service.throttled', 'The service asked for a pause.', {
      retryAfterMs: Math.ceil(left),
      help: 'Nothing to do; work goes on by itself after the pause.',
    });
  }
}
