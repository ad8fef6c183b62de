/** Everything that is said on the bus, written down as it stood on the wire. */
import { connect, NatsConnection } from '@nats-io/transport-node';

export class BusCapture {
  /** How many messages were heard. */
  messages = 0;

  private constructor(
    private readonly connection: NatsConnection,
    private readonly keep: (text: string) => void,
  ) {}

  /** Listens from now on. */
  static async start(url: string, keep: (text: string) => void): Promise<BusCapture> {
    const connection = await connect({ servers: url });
    const capture = new BusCapture(connection, keep);
    connection.subscribe('>', { callback: (_, message) => capture.hear(message) });
    await connection.flush();
    return capture;
  }

  stop(): Promise<void> {
    return this.connection.drain();
  }

  private hear({ subject, headers, data }: { subject: string; headers?: Iterable<[string, string[]]>; data: Uint8Array }): void {
    this.messages++;
    this.keep(`${subject} ${JSON.stringify([...(headers ?? [])])}\n${Buffer.from(data).toString()}\n`);
  }
}
