/** The two simulated systems: a process each, with the sample company and the sample organisation. */
import { join } from 'node:path';
import { Child } from './child';
import { LocalSettings } from './options';

export type SimulatedSystem = 'dataverse' | 'business-central';

interface Registration {
  readonly clientId: string;
  readonly name: string;
  readonly secrets: readonly { readonly value: string }[];
}

/** How many requests a simulator has answered and how many writes it has seen. */
export interface Traffic {
  readonly requests: number;
  readonly writes: number;
}

/** A running simulator and its control API. */
export class Simulator {
  constructor(
    readonly system: SimulatedSystem,
    readonly url: string,
  ) {}

  /** The simulated Entra tenant. */
  tenant(): Promise<{ readonly id?: string; readonly tenantId?: string }> {
    return this.read('tenant');
  }

  /** The application that Tandem signs in as. */
  async registration(): Promise<{ clientId: string; clientSecret: string }> {
    const { registrations } = await this.read<{ registrations: Registration[] }>('registrations');
    const own = registrations.find(({ name }) => /tandem|integration/i.test(name)) ?? registrations[0];
    return { clientId: own?.clientId ?? '', clientSecret: own?.secrets[0]?.value ?? '' };
  }

  /** What has happened so far. */
  async traffic(): Promise<Traffic> {
    const [{ total }, { length }] = await Promise.all([
      this.read<{ total: { requests: number } }>('counters'),
      this.read<{ length: number }>('history?count=0'),
    ]);
    return { requests: total.requests, writes: length };
  }

  private async read<T>(path: string): Promise<T> {
    const answer = await fetch(`${this.url}/_control/${path}`);
    if (!answer.ok) throw new Error(`The simulator of ${this.system} refused ${path}: ${await answer.text()}`);
    return (await answer.json()) as T;
  }
}

export interface SimulatorsOptions {
  readonly settings: LocalSettings;
  readonly generate: Readonly<Record<string, number>>;
  readonly logs: string;
  /** Takes a started process into the stack's care. */
  readonly adopt: (child: Child) => Child;
}

const systems: readonly SimulatedSystem[] = ['dataverse', 'business-central'];

/** A million rows fit into this heap. */
const heap = '--max-old-space-size=2048';

/** Starts both and waits until they answer; they take the two ports after the gateway's. */
export function startSimulators({ settings, generate, logs, adopt }: SimulatorsOptions): Promise<Simulator[]> {
  const amounts = Object.entries(generate)
    .map(([name, amount]) => `${name}=${amount}`)
    .join(',');
  const starting = systems.map(async (system, index) => {
    const words = ['--service', system, '--port', String(settings.port + 1 + index), ...(amounts ? ['--generate', amounts] : [])];
    const script = join('dist', 'tools', 'simulator', 'main.js');
    const child = adopt(new Child({ name: `simulator-${system}`, script, arguments: words, logs, nodeFlags: [heap] }));
    const { url = '' } = await child.ready;
    return new Simulator(system, url);
  });
  return Promise.all(starting);
}
