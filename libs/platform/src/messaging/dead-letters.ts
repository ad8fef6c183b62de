/** Where messages end that could not be performed: kept for two weeks, counted, logged. */
import { jetstream } from '@nats-io/jetstream';
import { headers as newHeaders, Msg, MsgHdrs, nanos, Subscription } from '@nats-io/transport-node';
import { WorkContract } from '@tandem/contracts/contract';
import { decode } from './wire';
import { WorkServerOptions } from './work-server-options';
import { consumerName, streamOf } from './work-streams';

/** The stream that keeps dead letters; the subject is `dead-letter.` and the work's own. */
export const deadLetterStream = 'dead-letters';

export interface DeadLetter {
  readonly work: WorkContract;
  readonly body: Uint8Array;
  readonly headers: MsgHdrs | undefined;
  /** Code of the failure, or `bus.tooManyDeliveries` where workers died over it. */
  readonly reason: string;
}

interface MaxDeliveriesAdvisory {
  readonly stream_seq: number;
}

const twoWeeks = nanos(14 * 24 * 3_600_000);

export class DeadLetters {
  private readonly subscriptions: Subscription[] = [];

  constructor(private readonly options: Pick<WorkServerOptions, 'connection' | 'streams' | 'log' | 'service'>) {}

  /** Keeps a message and says so in the log. */
  async bury({ work, body, headers, reason }: DeadLetter): Promise<void> {
    const { connection, streams, log } = this.options;
    await streams.ensure({ name: deadLetterStream, subjects: ['dead-letter.>'], max_age: twoWeeks });
    const kept = newHeaders();
    for (const [name, values] of headers ?? []) if (name !== 'Nats-Msg-Id') for (const value of values) kept.append(name, value);
    kept.set('Tandem-Reason', reason);
    await jetstream(connection).publish(`dead-letter.${work.subject}`, body, { headers: kept });
    log.error('a message is a dead letter', { subject: work.subject, reason });
  }

  /** Listens for messages that the server has given up because no worker lived to acknowledge them. */
  watch(work: WorkContract): void {
    const { connection, service, log } = this.options;
    const advisory = `$JS.EVENT.ADVISORY.CONSUMER.MAX_DELIVERIES.${streamOf(work)}.${consumerName}`;
    const hear = (message: Msg): Promise<void> => this.buryUndelivered(work, (decode(message) as MaxDeliveriesAdvisory).stream_seq);
    const callback = (problem: Error | null, message: Msg): void => {
      if (problem) return log.error('a subscription failed', { subject: advisory, error: problem });
      hear(message).catch((error: unknown) => log.error('a dead letter could not be kept', { subject: work.subject, error }));
    };
    this.subscriptions.push(connection.subscribe(advisory, { queue: service, callback }));
  }

  close(): void {
    for (const subscription of this.subscriptions) subscription.unsubscribe();
  }

  private async buryUndelivered(work: WorkContract, sequence: number): Promise<void> {
    const { streams } = await this.options.streams.manager();
    const stored = await streams.getMessage(streamOf(work), { seq: sequence });
    if (!stored) return;
    await this.bury({ work, body: stored.data, headers: stored.header, reason: 'bus.tooManyDeliveries' });
    await streams.deleteMessage(streamOf(work), sequence);
  }
}
