/** The JetStream streams behind stored wake-ups: one per kind of work, made by whoever needs it first and made anew when it has been lost. */
import { AckPolicy, jetstreamManager, JetStreamApiError, JetStreamManager, RetentionPolicy, StreamConfig } from '@nats-io/jetstream';
import { nanos, NatsConnection } from '@nats-io/transport-node';
import { WorkContract } from '@tandem/contracts/contract';

/** Name of the durable consumer that all workers share. */
export const consumerName = 'workers';

/** Deliveries after which a message is a dead letter even where its worker never lived to say why. */
export const mostDeliveries = 20;

const twoMinutes = nanos(120_000);
const streamExists = 10058;

/** The name of the stream behind a kind of work (`sync.v1.page` → `sync-v1-page`). */
export const streamOf = (work: WorkContract): string => work.subject.replaceAll('.', '-');

/** Keeps streams and consumers in being. Only features of NATS 2.9. */
export class WorkStreams {
  constructor(private readonly connection: NatsConnection) {}

  /** The JetStream administration. */
  manager(): Promise<JetStreamManager> {
    return jetstreamManager(this.connection, { checkAPI: false });
  }

  /** Makes the stream of a kind of work where it is missing. */
  async ensureStream(work: WorkContract): Promise<void> {
    await this.ensure({
      name: streamOf(work),
      subjects: [work.subject],
      retention: RetentionPolicy.Workqueue,
      duplicate_window: twoMinutes,
    });
  }

  /**
   * Makes stream and durable consumer where they are missing, or brings the consumer up to date.
   * One that is as it should be is left alone: a server forgets the pulls that wait on a consumer when it is updated.
   */
  async ensureConsumer(work: WorkContract, silenceMs: number): Promise<void> {
    const { consumers } = await this.manager();
    const wanted = { ack_wait: nanos(silenceMs), max_deliver: mostDeliveries, max_ack_pending: 10_000 };
    const present = await consumers.info(streamOf(work), consumerName).catch(() => undefined);
    if (present && present.config.ack_wait === wanted.ack_wait && present.config.max_deliver === wanted.max_deliver) return;
    await this.ensureStream(work);
    await consumers.add(streamOf(work), { durable_name: consumerName, ack_policy: AckPolicy.Explicit, ...wanted });
  }

  /** Makes a stream unless it is there, by whomever. */
  async ensure(stream: Partial<StreamConfig> & { name: string }): Promise<void> {
    const { streams } = await this.manager();
    await streams.add(stream).catch((refused: unknown) => {
      if (!(refused instanceof JetStreamApiError && refused.code === streamExists)) throw refused;
    });
  }
}
