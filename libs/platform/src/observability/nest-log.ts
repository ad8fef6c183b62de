import { LoggerService } from '@nestjs/common';
import { Log } from './log';

/** Lets the framework write to the service's log; its chatter about modules and routes stays at `debug`. */
export class NestLog implements LoggerService {
  constructor(private readonly target: Log) {}

  log(message: unknown, ...context: unknown[]): void {
    this.target.debug(String(message), { context });
  }

  warn(message: unknown, ...context: unknown[]): void {
    this.target.warn(String(message), { context });
  }

  error(message: unknown, ...context: unknown[]): void {
    this.target.error(message instanceof Error ? message.message : String(message), { error: message, context });
  }

  fatal(message: unknown, ...context: unknown[]): void {
    this.error(message, ...context);
  }
}
