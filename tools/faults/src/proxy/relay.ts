/** One client connection and its connection to the server. Requests don't overlap on a connection: a byte from the client after an answer begins the next. */
import { connect, Socket } from 'node:net';
import { performance } from 'node:perf_hooks';
import { answerHeadOf, PassedExchange, requestLineOf } from './passed-exchange';
import { Weather } from './weather';

export interface RelayParts {
  readonly server: { readonly host: string; readonly port: number };
  readonly weather: () => Weather;
  /** 0 to 1, from the scenario's seed. */
  readonly random: () => number;
  /** Told about each exchange when it begins; what becomes of it is added to the same object. */
  readonly onExchange: (exchange: PassedExchange) => void;
}

export class Relay {
  private readonly server: Socket;
  private exchange: PassedExchange | undefined;
  private answered = true;

  constructor(
    private readonly client: Socket,
    private readonly parts: RelayParts,
  ) {
    this.server = connect(parts.server);
    client.on('data', (bytes) => this.fromClient(bytes));
    this.server.on('data', (bytes) => this.fromServer(bytes));
    for (const [one, other] of [
      [client, this.server],
      [this.server, client],
    ] as const) {
      one.on('error', () => other.destroy());
      one.on('end', () => this.unlessHalfOpen(() => other.end()));
      one.on('close', () => this.unlessHalfOpen(() => other.destroy()));
    }
  }

  /** Ends both connections, whatever is under way. */
  end(): void {
    this.client.destroy();
    this.server.destroy();
  }

  private fromClient(bytes: Buffer): void {
    const { weather, random } = this.parts;
    if (this.answered) {
      this.begin(bytes);
      if (random() < weather().resetRequests) return this.cut('reset');
    }
    this.unlessHalfOpen(() => this.server.write(bytes));
  }

  private begin(bytes: Buffer): void {
    this.answered = false;
    this.exchange = { requestLine: requestLineOf(bytes), sentAt: performance.now(), fate: 'passed' };
    this.parts.onExchange(this.exchange);
  }

  private fromServer(bytes: Buffer): void {
    const { weather, random } = this.parts;
    const first = !this.answered;
    this.answered = true;
    if (first) {
      Object.assign(this.exchange ?? {}, answerHeadOf(bytes), { answeredAt: performance.now() });
      if (random() < weather().dropAnswers) return this.cut('dropped');
      if (random() < weather().truncateAnswers) {
        this.client.write(bytes.subarray(0, weather().truncateAfterBytes));
        return this.cut('truncated');
      }
    }
    this.deliver(bytes);
  }

  private deliver(bytes: Buffer): void {
    const { latencyMs } = this.parts.weather();
    const write = (): void => this.unlessHalfOpen(() => this.client.writable && this.client.write(bytes));
    if (latencyMs > 0) setTimeout(write, latencyMs);
    else write();
  }

  private cut(fate: PassedExchange['fate']): void {
    if (this.exchange) this.exchange.fate = fate;
    if (fate === 'truncated') this.client.end();
    else this.client.resetAndDestroy();
    this.server.destroy();
  }

  private unlessHalfOpen(act: () => void): void {
    if (!this.parts.weather().halfOpen) act();
  }
}
