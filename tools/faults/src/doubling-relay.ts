/** Delivers messages again: hears every wake-up and every event, and sends up to four copies of each, late and in any order. */
import { headers, Msg, NatsConnection } from '@nats-io/transport-node';
import { connect } from '@nats-io/transport-node';
import { SeededRandom } from '../../simulator/src/service/seeded-random';

/** Marks a copy, so that it is not copied itself. */
const mark = 'Tandem-Copy';
/** By this header JetStream would recognise a copy and drop it. */
const onceHeader = 'Nats-Msg-Id';
const mostCopies = 4;
const latestMs = 400;

export class DoublingRelay {
  private readonly timers = new Set<NodeJS.Timeout>();
  private heard = 0;
  private copies = 0;

  private constructor(
    private readonly connection: NatsConnection,
    private readonly random: SeededRandom,
  ) {}

  static async start(url: string, random: SeededRandom): Promise<DoublingRelay> {
    const connection = await connect({ servers: url, name: 'doubling relay' });
    const relay = new DoublingRelay(connection, random);
    connection.subscribe('*.v1.>', { callback: (problem, message) => void (problem ?? relay.hear(message)) });
    await connection.flush();
    return relay;
  }

  get figures(): { heard: number; copies: number } {
    return { heard: this.heard, copies: this.copies };
  }

  async stop(): Promise<void> {
    this.timers.forEach((timer) => clearTimeout(timer));
    await this.connection.drain();
  }

  /** A question has an answer to wait for and is not delivered again by the bus; a wake-up has an acknowledgement of JetStream. */
  private hear(message: Msg): void {
    const isWakeUp = message.subject === 'sync.v1.page';
    if (message.headers?.has(mark) || (message.reply && !isWakeUp)) return;
    this.heard++;
    for (let copy = this.random.below(mostCopies + 1); copy > 0; copy--) this.copyLater(message);
  }

  private copyLater({ subject, data, headers: original }: Msg): void {
    const own = headers();
    for (const [name, values] of original ?? []) if (name !== onceHeader) values.forEach((value) => own.append(name, value));
    own.set(mark, '1');
    const body = Uint8Array.from(data);
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      this.connection.publish(subject, body, { headers: own });
      this.copies++;
    }, this.random.below(latestMs));
    this.timers.add(timer);
  }
}
