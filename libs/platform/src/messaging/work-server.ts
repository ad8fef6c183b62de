import { CustomTransportStrategy, MessageHandler, Server } from '@nestjs/microservices';
import { WorkContract } from '@tandem/contracts/contract';
import { DeadLetters } from './dead-letters';
import { workTransport } from './handlers';
import { declarationOf, InHand } from './handling';
import { WorkLane } from './work-lane';
import { WorkServerOptions } from './work-server-options';

const defaultSilenceMs = 30_000;

/** Performs stored work: as many lanes per kind of work as its concurrency, each with one message in hand and none waiting in a buffer. */
export class WorkServer extends Server implements CustomTransportStrategy {
  override readonly transportId = workTransport;
  override readonly propagatesEventHandlerErrors = true;
  private readonly stopping = new AbortController();
  private readonly running = new InHand();
  private readonly deadLetters: DeadLetters;

  constructor(private readonly options: WorkServerOptions) {
    super();
    this.deadLetters = new DeadLetters(options);
  }

  override addHandler(subject: string, handler: MessageHandler, isEvent = false, extras: Record<string, unknown> = {}): void {
    if (this.messageHandlers.has(subject)) throw new Error(`${subject} has two handlers in ${this.options.service}`);
    super.addHandler(subject, handler, isEvent, extras);
  }

  listen(callback: (problem?: unknown) => void): void {
    for (const handler of this.messageHandlers.values()) this.open(handler);
    callback();
  }

  /** Takes no more work, then waits for what is in hand. */
  async close(): Promise<void> {
    this.stopping.abort();
    this.deadLetters.close();
    if (!(await this.running.finish(this.options.shutdownLimitMs)))
      this.options.log.warn('some work was not finished in time; it will be delivered again');
  }

  override on(): void {}

  override unwrap<T>(): T {
    return this.options.connection as T;
  }

  private open(handler: MessageHandler): void {
    const { contract, concurrency = 1, silenceMs = defaultSilenceMs } = declarationOf(handler);
    const work = contract as WorkContract;
    this.deadLetters.watch(work);
    for (let lane = 0; lane < concurrency; lane++) {
      const { deadLetters, stopping, options } = this;
      this.running.add(new WorkLane({ ...options, work, handler, silenceMs, deadLetters, signal: stopping.signal }).run());
    }
  }
}
