/** Lets the daily checks run: looks every few minutes whether a connection is due, so that a restart loses no day. */
import { Injectable, OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import { Log } from '@tandem/platform/observability/log';
import { ConnectionSetupEnvironment } from '../config';
import { CheckDaily } from '../use-cases/check-daily';

/** Every ten minutes of a day. */
const looksBetweenChecks = 144;
const shortestPauseMs = 500;

@Injectable()
export class DailyChecks implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;

  constructor(
    private readonly checks: CheckDaily,
    private readonly log: Log,
    private readonly environment: ConnectionSetupEnvironment,
  ) {}

  onApplicationBootstrap(): void {
    const everyMs = Math.max(this.environment.checkEveryMs / looksBetweenChecks, shortestPauseMs);
    this.timer = setInterval(() => this.look(), everyMs).unref();
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
  }

  /** One look at a time: the next waits for its turn of the timer. */
  private look(): void {
    this.running ??= this.check().finally(() => (this.running = undefined));
  }

  private async check(): Promise<void> {
    try {
      for (const { connectionId, error } of await this.checks.run())
        this.log.warn('the daily checks of a connection could not be run', { connectionId, error });
    } catch (error) {
      this.log.warn('the daily checks could not begin', { error });
    }
  }
}
