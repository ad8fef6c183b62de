/** One lane of a worker: pulls a message, performs it, says what became of it, and pulls the next. */
import { jetstream, Consumer, JsMsg } from '@nats-io/jetstream';
import { MessageHandler } from '@nestjs/microservices';
import { WorkContract } from '@tandem/contracts/contract';
import { asFailure, Failure } from '@tandem/domain/failure';
import { setTimeout as pause } from 'node:timers/promises';
import { failureBehaviour } from '../failures/failure-behaviour';
import { inTrace } from '../observability/trace-context';
import { conform } from './contract-validation';
import { DeadLetters } from './dead-letters';
import { call } from './handling';
import { decode, traceOf } from './wire';
import { WorkServerOptions } from './work-server-options';
import { consumerName, streamOf } from './work-streams';

export interface WorkLaneOptions extends WorkServerOptions {
  readonly work: WorkContract;
  readonly handler: MessageHandler;
  readonly silenceMs: number;
  readonly deadLetters: DeadLetters;
  /** Aborted when no more work must be taken. */
  readonly signal: AbortSignal;
}

const pullMs = 10_000;
const heartbeatMs = 3_000;
const pauseAfterTroubleMs = 500;
const bugTries = 5;
const longestDelayMs = 60_000;

/** How long before a message comes back that failed for the n-th time, in milliseconds. */
export const delayBeforeDelivery = (deliveries: number): number => Math.min(longestDelayMs, 250 * 2 ** Math.min(deliveries, 10));

export class WorkLane {
  constructor(private readonly options: WorkLaneOptions) {}

  /** Goes on until it is told to stop; makes stream and consumer anew whenever they are missing. */
  async run(): Promise<void> {
    const { signal, log, work } = this.options;
    while (!signal.aborted) {
      try {
        await this.pull(await this.consumer());
      } catch (error) {
        if (signal.aborted) return;
        log.warn('pulling work is not possible at the moment', { subject: work.subject, error });
        await pause(pauseAfterTroubleMs);
      }
    }
  }

  private async consumer(): Promise<Consumer> {
    const { streams, work, silenceMs, connection } = this.options;
    await streams.ensureConsumer(work, silenceMs);
    return jetstream(connection).consumers.get(streamOf(work), consumerName);
  }

  private async pull(consumer: Consumer): Promise<void> {
    const { signal } = this.options;
    while (!signal.aborted) {
      const messages = await consumer.fetch({ max_messages: 1, expires: pullMs, idle_heartbeat: heartbeatMs });
      const stop = (): void => messages.stop();
      signal.addEventListener('abort', stop);
      try {
        for await (const message of messages) await this.perform(message);
      } finally {
        signal.removeEventListener('abort', stop);
      }
    }
  }

  private async perform(message: JsMsg): Promise<void> {
    const { work, handler, metrics, silenceMs } = this.options;
    const { subject } = work;
    const finished = metrics.begin(subject);
    const heartbeat = setInterval(() => message.working(), silenceMs / 3);
    await inTrace(traceOf(message), async () => {
      try {
        await call(handler, conform(work.body, decode(message), { subject, part: 'input' }));
        message.ack();
        finished('performed');
      } catch (thrown) {
        const failure = asFailure(thrown);
        await this.decideFate(message, failure);
        finished(failure.kind);
      }
    }).finally(() => clearInterval(heartbeat));
  }

  private async decideFate(message: JsMsg, failure: Failure): Promise<void> {
    const { log, work, deadLetters } = this.options;
    const { kind, code } = failure;
    const deliveries = message.info.deliveryCount;
    const behaviour = failureBehaviour[kind];
    const fields = { subject: work.subject, kind, code, deliveries, ...(kind === 'bug' ? { error: failure.cause ?? failure } : {}) };
    log.write(behaviour.logLevel, failure.message, fields);
    if (behaviour.message === 'terminate') return message.term();
    if (behaviour.message === 'deliverAgain') return message.nak(failure.retryAfterMs ?? delayBeforeDelivery(deliveries));
    if (deliveries < bugTries) return message.nak(delayBeforeDelivery(deliveries));
    await deadLetters.bury({ work, body: message.data, headers: message.headers, reason: code });
    message.term();
  }
}
