import { jetstream, JetStreamClient, JetStreamError } from '@nats-io/jetstream';
import { errors, Msg, NatsConnection } from '@nats-io/transport-node';
import { EventContract, RequestContract, WorkContract } from '@tandem/contracts/contract';
import { Failure } from '@tandem/domain/failure';
import { AnnounceOptions, AskOptions, Bus, WakeOptions } from './bus';
import { conform } from './contract-validation';
import { failureFromWire } from './failure-on-wire';
import { decode, encode, isFailure, traceHeaders } from './wire';
import { WorkStreams } from './work-streams';

const pauseBetweenTriesMs = 100;
const patienceWithoutResponderMs = 3_000;
const publishTimeoutMs = 2_000;
const usualMaximum = 1_048_576;
const roomForHeaders = 4_096;

/** The bus over NATS: questions and events on core NATS, wake-ups in JetStream. */
export class NatsBus extends Bus {
  private readonly jetstream: JetStreamClient;

  constructor(
    private readonly connection: NatsConnection,
    private readonly streams: WorkStreams,
  ) {
    super();
    this.jetstream = jetstream(connection);
  }

  async ask<Input extends object, Output extends object>(
    contract: RequestContract<Input, Output>,
    input: Input,
    options: AskOptions = {},
  ): Promise<Output> {
    const { subject } = contract;
    const body = this.fitting(subject, encode(conform(contract.input, input, { subject, part: 'input' })));
    const reply = await this.request(subject, body, { timeoutMs: contract.timeoutMs, ...options });
    if (isFailure(reply)) throw failureFromWire(decode(reply));
    return conform(contract.output, decode(reply), { subject, part: 'output' });
  }

  async announce<Body extends object>(event: EventContract<Body>, body: Body, options: AnnounceOptions = {}): Promise<void> {
    const { subject } = event;
    const checked = conform(event.body, body, { subject, part: 'input' });
    try {
      this.connection.publish(subject, encode(checked), { headers: traceHeaders(options.connectionId) });
    } catch (error) {
      throw this.asTransient(error, subject);
    }
  }

  async wake<Body extends object>(work: WorkContract<Body>, body: Body, options: WakeOptions = {}): Promise<void> {
    const bytes = encode(conform(work.body, body, { subject: work.subject, part: 'input' }));
    const publish = (): Promise<unknown> =>
      this.jetstream.publish(work.subject, bytes, {
        headers: traceHeaders(options.connectionId),
        msgID: options.onceFor,
        timeout: publishTimeoutMs,
      });
    try {
      await publish().catch(() => this.streams.ensureStream(work).then(publish));
    } catch (error) {
      throw this.asTransient(error, work.subject);
    }
  }

  /** The largest message is the server's to say; headers need some of it. */
  private fitting(subject: string, body: Uint8Array): Uint8Array {
    const largest = (this.connection.info?.max_payload ?? usualMaximum) - roomForHeaders;
    if (body.length <= largest) return body;
    throw new Failure('rejected', 'bus.bodyTooLarge', `A question to ${subject} of ${body.length} bytes is larger than the bus takes.`, {
      largest,
    });
  }

  /** Nobody has heard a question that met no responder, so it may be asked again while a service restarts. */
  private async request(subject: string, body: Uint8Array, options: AskOptions & { timeoutMs: number }): Promise<Msg> {
    const { timeoutMs, connectionId } = options;
    const start = Date.now();
    for (;;) {
      try {
        return await this.connection.request(subject, body, { timeout: timeoutMs, headers: traceHeaders(connectionId) });
      } catch (error) {
        const waited = Date.now() - start;
        const again = metNoResponder(error) && waited < Math.min(timeoutMs, patienceWithoutResponderMs);
        if (!again) throw this.asTransient(error, subject);
        await new Promise((resolve) => setTimeout(resolve, pauseBetweenTriesMs));
      }
    }
  }

  private asTransient(error: unknown, subject: string): unknown {
    const known = transientCodes.find(([matches]) => matches(error));
    if (!known) return error;
    return new Failure('transient', known[1], known[2].replace('%', subject), { retryAfterMs: 1_000 }, { cause: error });
  }
}

const metNoResponder = (error: unknown): boolean =>
  error instanceof errors.NoRespondersError || (error instanceof errors.RequestError && error.isNoResponders());

const timedOut = (error: unknown): boolean =>
  error instanceof errors.TimeoutError || (error instanceof Error && error.cause instanceof errors.TimeoutError);

const disconnected = (error: unknown): boolean =>
  error instanceof errors.ClosedConnectionError ||
  error instanceof errors.DrainingConnectionError ||
  error instanceof errors.ConnectionError ||
  error instanceof errors.RequestError;

const transientCodes: readonly (readonly [(error: unknown) => boolean, string, string])[] = [
  [metNoResponder, 'bus.noResponder', 'Nobody answers % at the moment.'],
  [timedOut, 'bus.timeout', 'No answer to % within the time allowed.'],
  [disconnected, 'bus.disconnected', 'The connection to NATS is closed; % was not sent.'],
  [(error) => error instanceof JetStreamError, 'bus.notStored', 'JetStream did not store %.'],
];
