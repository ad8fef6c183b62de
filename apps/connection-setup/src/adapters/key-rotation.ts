/** Lets keys be wrapped anew: looks again and again whether the operator has put a new master key in front. */
import { Injectable, OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import { Log } from '@tandem/platform/observability/log';
import { ConnectionSetupEnvironment } from '../config';
import { RewrapKeys } from '../use-cases/rewrap-keys';

@Injectable()
export class KeyRotation implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;

  constructor(
    private readonly rewrapKeys: RewrapKeys,
    private readonly log: Log,
    private readonly environment: ConnectionSetupEnvironment,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => this.look(), this.environment.rewrapEveryMs).unref();
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
  }

  /** One look at a time: the next waits for its turn of the timer. */
  private look(): void {
    this.running ??= this.rewrap().finally(() => (this.running = undefined));
  }

  private async rewrap(): Promise<void> {
    try {
      const { rewrapped, unreadable, version } = await this.rewrapKeys.run();
      if (rewrapped > 0) this.log.info('keys have been wrapped anew with the newest master key', { version, rewrapped, unreadable });
    } catch (error) {
      this.log.warn('keys could not be wrapped anew and are tried again', { error });
    }
  }
}
