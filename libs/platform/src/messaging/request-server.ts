import { CustomTransportStrategy, MessageHandler, Server } from '@nestjs/microservices';
import { Msg, NatsConnection, Subscription } from '@nats-io/transport-node';
import { declaredContracts, EventContract, RequestContract } from '@tandem/contracts/contract';
import { asFailure } from '@tandem/domain/failure';
import { failureBehaviour } from '../failures/failure-behaviour';
import { Log } from '../observability/log';
import { inTrace } from '../observability/trace-context';
import { unansweredContracts } from './completeness';
import { conform } from './contract-validation';
import { failureToWire } from './failure-on-wire';
import { requestTransport } from './handlers';
import { call, declarationOf, InHand } from './handling';
import { MessageMetrics } from './message-metrics';
import { decode, encode, failureHeaders, traceOf } from './wire';

export interface RequestServerOptions {
  readonly connection: NatsConnection;
  /** Queue group: one instance of the service gets each message. */
  readonly service: string;
  readonly log: Log;
  readonly metrics: MessageMetrics;
  readonly shutdownLimitMs: number;
}

/** Answers questions and hears events on core NATS. */
export class RequestServer extends Server implements CustomTransportStrategy {
  override readonly transportId = requestTransport;
  override readonly propagatesEventHandlerErrors = true;
  private readonly subscriptions: Subscription[] = [];
  private readonly inHand = new InHand();

  constructor(private readonly options: RequestServerOptions) {
    super();
  }

  override addHandler(subject: string, handler: MessageHandler, isEvent = false, extras: Record<string, unknown> = {}): void {
    if (!isEvent && this.messageHandlers.has(subject)) throw new Error(`${subject} has two handlers in ${this.options.service}`);
    super.addHandler(subject, handler, isEvent, extras);
  }

  listen(callback: (problem?: unknown) => void): void {
    const handlers = [...this.messageHandlers.values()];
    const missing = unansweredContracts(
      declaredContracts.values(),
      handlers.map((handler) => declarationOf(handler).contract),
    );
    if (missing.length > 0) return callback(new Error(`${this.options.service} has no handler for ${missing.join(', ')}`));
    for (const handler of handlers) this.subscribe(handler);
    callback();
  }

  /** Stops hearing, then waits for what is in hand. */
  async close(): Promise<void> {
    await Promise.all(this.subscriptions.map((subscription) => subscription.drain().catch(() => undefined)));
    if (!(await this.inHand.finish(this.options.shutdownLimitMs))) this.options.log.warn('some answers were not finished in time');
  }

  override on(): void {}

  override unwrap<T>(): T {
    return this.options.connection as T;
  }

  private subscribe(handler: MessageHandler): void {
    const { contract, everyInstance } = declarationOf(handler);
    const respond =
      contract.kind === 'request'
        ? (message: Msg) => this.answer(contract, handler, message)
        : (message: Msg) => this.hear(contract as EventContract, handler, message);
    const subscription = this.options.connection.subscribe(contract.subject, {
      queue: everyInstance ? undefined : this.options.service,
      callback: (problem, message) => {
        if (problem) return this.options.log.error('a subscription failed', { subject: contract.subject, error: problem });
        this.inHand.add(inTrace(traceOf(message), () => respond(message)));
      },
    });
    this.subscriptions.push(subscription);
  }

  private async answer({ subject, input, output }: RequestContract, handler: MessageHandler, message: Msg): Promise<void> {
    const finished = this.options.metrics.begin(subject);
    try {
      const result = await call(handler, conform(input, decode(message), { subject, part: 'input' }));
      message.respond(encode(conform(output, result, { subject, part: 'output' })));
      finished('answered');
    } catch (thrown) {
      this.report(subject, thrown);
      message.respond(encode(failureToWire(thrown)), { headers: failureHeaders() });
      finished(asFailure(thrown).kind);
    }
  }

  private async hear({ subject, body }: EventContract, handler: MessageHandler, message: Msg): Promise<void> {
    const finished = this.options.metrics.begin(subject);
    try {
      await call(handler, conform(body, decode(message), { subject, part: 'input' }));
      finished('heard');
    } catch (thrown) {
      this.report(subject, thrown);
      finished(asFailure(thrown).kind);
    }
  }

  private report(subject: string, thrown: unknown): void {
    const failure = asFailure(thrown);
    const { kind, code, message } = failure;
    const fields = kind === 'bug' ? { subject, kind, code, error: failure.cause ?? failure } : { subject, kind, code };
    this.options.log.write(failureBehaviour[kind].logLevel, message, fields);
  }
}
