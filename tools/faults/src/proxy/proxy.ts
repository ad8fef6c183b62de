/** A TCP proxy before a simulator: passes everything on, and does to it what the weather says. */
import { AddressInfo, createServer, Server } from 'node:net';
import { PassedExchange } from './passed-exchange';
import { Relay } from './relay';
import { fairWeather, Weather } from './weather';

export interface ProxyOptions {
  /** Address of the server behind it. */
  readonly url: string;
  /** 0 to 1. */
  readonly random: () => number;
}

export class Proxy {
  readonly exchanges: PassedExchange[] = [];
  private readonly relays = new Set<Relay>();
  private current = fairWeather;

  private constructor(
    private readonly listener: Server,
    { url, random }: ProxyOptions,
  ) {
    const { hostname: host, port } = new URL(url);
    const parts = {
      server: { host, port: Number(port) },
      random,
      weather: () => this.current,
      onExchange: (exchange: PassedExchange) => this.exchanges.push(exchange),
    };
    listener.on('connection', (client) => {
      const relay = new Relay(client, parts);
      this.relays.add(relay);
      client.once('close', () => this.relays.delete(relay));
    });
  }

  /** Listens on a free port of the loopback interface. */
  static async before(options: ProxyOptions): Promise<Proxy> {
    const listener = createServer({ allowHalfOpen: true });
    const proxy = new Proxy(listener, options);
    await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.listener.address() as AddressInfo).port}`;
  }

  /** Changes the weather from now on; what is not named becomes fair. */
  set(weather: Partial<Weather>): void {
    this.current = { ...fairWeather, ...weather };
  }

  /** Ends all connections and stops listening. */
  async stop(): Promise<void> {
    for (const relay of this.relays) relay.end();
    await new Promise<void>((resolve) => this.listener.close(() => resolve()));
  }
}
