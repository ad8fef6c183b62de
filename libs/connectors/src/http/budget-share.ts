/** The share of a service's limits that this process holds: slots from outside, pauses for everyone, and a pace of its own that climbs until the service says stop. */
import { performance } from 'node:perf_hooks';
import { Failure } from '@tandem/domain/failure';
import { ServiceBudget } from '@tandem/domain/ports/service-budget';

export interface BudgetShareSettings {
  /** A pause longer than this is reported instead of waited for, in milliseconds. */
  readonly longestWaitMs: number;
  /** Told when the service asked this process for a pause, so that others can be told. */
  readonly onPause?: (milliseconds: number) => void;
}

/** What happened since the last `takeFigures`, for the report that adjusts the share. */
export interface BudgetFigures {
  readonly calls: number;
  readonly pauses: number;
  /** Most calls that were in flight at once. */
  readonly mostInFlight: number;
}

/** Additive increase, halving when the service complains: within the slots it holds the share finds the service's pace by itself. */
export class BudgetShare extends ServiceBudget {
  private readonly waiting: (() => void)[] = [];
  private inFlight = 0;
  private pace: number;
  private pausedUntil = 0;
  private alarm: NodeJS.Timeout | undefined;
  private figures = { calls: 0, pauses: 0, mostInFlight: 0 };

  constructor(
    private slots: number,
    private readonly settings: BudgetShareSettings = { longestWaitMs: 60_000 },
  ) {
    super();
    this.pace = slots;
  }

  async run<T>(call: () => Promise<T>): Promise<T> {
    this.refuseLongPause();
    if (!this.mayStart()) await new Promise<void>((start) => this.waiting.push(start));
    else this.start();
    try {
      return await call();
    } finally {
      this.finish();
    }
  }

  pause(milliseconds: number): void {
    if (!this.pauseLeft()) this.pace = Math.max(1, this.pace / 2);
    this.figures.pauses++;
    this.hold(milliseconds);
    this.settings.onPause?.(milliseconds);
  }

  /** A pause that another holder was asked for. */
  hold(milliseconds: number): void {
    this.pausedUntil = Math.max(this.pausedUntil, performance.now() + milliseconds);
    this.setAlarm();
  }

  /** The number of calls that may be in flight from now on, at least one. */
  setSlots(slots: number): void {
    const grown = slots > this.slots;
    this.slots = Math.max(1, slots);
    this.pace = grown ? Math.max(this.pace, this.slots / 2) : Math.min(this.pace, this.slots);
    this.admit();
  }

  /** Milliseconds for which nobody may send; 0 while there is no pause. */
  pauseLeft(): number {
    return Math.max(0, this.pausedUntil - performance.now());
  }

  /** Ends the alarm of a pause; waiting calls stay waiting. */
  close(): void {
    clearTimeout(this.alarm);
  }

  /** The figures since the last time; counting starts again. */
  takeFigures(): BudgetFigures {
    const taken = this.figures;
    this.figures = { calls: 0, pauses: 0, mostInFlight: this.inFlight };
    return taken;
  }

  /** Timers may go off a fraction of a millisecond early. */
  private setAlarm(): void {
    clearTimeout(this.alarm);
    this.alarm = setTimeout(() => (this.pauseLeft() ? this.setAlarm() : this.admit()), Math.ceil(this.pauseLeft()));
  }

  private mayStart(): boolean {
    return this.inFlight < Math.floor(this.pace) && !this.pauseLeft();
  }

  private start(): void {
    this.inFlight++;
    this.figures.calls++;
    this.figures.mostInFlight = Math.max(this.figures.mostInFlight, this.inFlight);
  }

  private finish(): void {
    this.inFlight--;
    if (!this.pauseLeft()) this.pace = Math.min(this.slots, this.pace + 1 / this.pace);
    this.admit();
  }

  private admit(): void {
    while (this.waiting.length && this.mayStart()) {
      this.start();
      this.waiting.shift()?.();
    }
  }

  private refuseLongPause(): void {
    const left = this.pauseLeft();
    if (left <= this.settings.longestWaitMs) return;
    throw new Failure('transient', 'service.throttled', 'The service asked for a pause.', { retryAfterMs: Math.ceil(left), help: 'Nothing to do; work goes on by itself after the pause.' });
  }
}
