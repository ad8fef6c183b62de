/** Lets the daily checks run: looks every few minutes whether a connection is due, so that a restart loses no day. */
import { Injectable, OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import { Log } from '@tandem/platform/observability/log';
import { CheckDaily } from '../use-cases/check-daily';

const lookEveryMs = 10 * 60_000;

@Injectable()
export class DailyChecks implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly checks: CheckDaily,
    private readonly log: Log,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => (this.running = this.look()), lookEveryMs).unref();
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
  }

  private async look(): Promise<void> {
    try {
      for (const { connectionId, error } of await this.checks.run())
        this.log.warn('the daily checks of a connection could not be run', { connectionId, error });
    } catch (error) {
      this.log.warn('the daily checks could not begin', { error });
    }
  }
}
