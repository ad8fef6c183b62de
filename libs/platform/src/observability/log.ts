/** The log of a service: one JSON object per line, with the correlation id, without secrets. */
import { pino, DestinationStream, Logger } from 'pino';
import { redact, redactText } from './redaction';
import { currentTrace } from './trace-context';

export type LogFields = Readonly<Record<string, unknown>>;
export type LogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal';

export interface LogOptions {
  readonly service: string;
  /** Least level that is written, or `silent`. */
  readonly level: string;
  /** Where lines go; standard output where absent. */
  readonly destination?: DestinationStream;
}

/** Writes what happens. Fields named like secrets, sealed values and authorization texts are replaced before anything is written. */
export class Log {
  private readonly pino: Logger;

  constructor({ service, level, destination }: LogOptions) {
    const options = {
      level,
      base: { service },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label: string) => ({ level: label }) },
    };
    this.pino = destination ? pino(options, destination) : pino(options);
  }

  debug(message: string, fields?: LogFields): void {
    this.write('debug', message, fields);
  }

  info(message: string, fields?: LogFields): void {
    this.write('info', message, fields);
  }

  warn(message: string, fields?: LogFields): void {
    this.write('warn', message, fields);
  }

  error(message: string, fields?: LogFields): void {
    this.write('error', message, fields);
  }

  /** Writes at a level that is known only when it happens. */
  write(level: LogLevel, message: string, fields: LogFields = {}): void {
    if (!this.pino.isLevelEnabled(level)) return;
    const trace = currentTrace();
    this.pino[level](
      { correlationId: trace?.correlationId, connectionId: trace?.connectionId, ...(redact(fields) as object) },
      redactText(message),
    );
  }
}
