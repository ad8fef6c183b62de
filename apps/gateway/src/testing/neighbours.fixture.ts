/** Stands for the services behind the gateway: answers contracts over real NATS, in the form the platform uses. */
import { connect, Msg, NatsConnection } from '@nats-io/transport-node';
import { EventContract, RequestContract } from '@tandem/contracts/contract';
import { failureToWire } from '@tandem/platform/messaging/failure-on-wire';
import { decode, encode, failureHeaders, traceHeaders } from '@tandem/platform/messaging/wire';

export class Neighbours {
  /** Every message that was heard, as bytes on the bus. */
  readonly heard: { subject: string; text: string; correlationId: string }[] = [];
  private readonly answers = new Map<string, (message: Msg) => Promise<void>>();

  private constructor(private readonly nats: NatsConnection) {
    nats.subscribe('>', { callback: (_problem, message) => void this.hear(message) });
  }

  static async at(url: string): Promise<Neighbours> {
    return new Neighbours(await connect({ servers: url }));
  }

  /** From now on answers a contract like this. */
  answer<Input extends object, Output extends object>(
    contract: RequestContract<Input, Output>,
    with_: (input: Input) => Output | Promise<Output>,
  ): void {
    this.answers.set(contract.subject, async (message) => {
      try {
        message.respond(encode(await with_(decode(message) as Input)));
      } catch (thrown) {
        message.respond(encode(failureToWire(thrown)), { headers: failureHeaders() });
      }
    });
  }

  /** Tells everyone that something has happened. */
  async announce<Body extends object>(event: EventContract<Body>, body: Body): Promise<void> {
    this.nats.publish(event.subject, encode(body), { headers: traceHeaders() });
    await this.nats.flush();
  }

  /** What was sent to a contract so far. */
  questionsTo({ subject }: RequestContract): unknown[] {
    return this.heard.filter((message) => message.subject === subject).map(({ text }) => JSON.parse(text) as unknown);
  }

  async leave(): Promise<void> {
    await this.nats.drain();
  }

  private async hear(message: Msg): Promise<void> {
    this.heard.push({
      subject: message.subject,
      text: message.string(),
      correlationId: message.headers?.get('Tandem-Correlation-Id') ?? '',
    });
    await this.answers.get(message.subject)?.(message);
  }
}
