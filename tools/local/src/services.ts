/** The services of the platform, as the local stack starts them. */

/** What the launcher has prepared for services. */
export interface Surroundings {
  readonly port: number;
  readonly apiToken: string;
  /** File with the master key that secrets are enveloped with. */
  readonly masterKeyFile: string;
  readonly allowLoopback: boolean;
}

export interface LocalService {
  /** Folder below `apps/`. */
  readonly name: string;
  /** Schema that it owns, where it has one. */
  readonly schema?: string;
  /** Runs as many times as there are workers. */
  readonly scaled?: true;
  /** Flags of Node, see `heaps`. */
  readonly heap: readonly string[];
  /** Variables beside those of every service. */
  readonly variables?: (surroundings: Surroundings) => Readonly<Record<string, string>>;
}

const loopback = ({ allowLoopback }: Surroundings): Record<string, string> => ({ TANDEM_ALLOW_LOOPBACK: String(allowLoopback) });

/**
 * How far the heap of a process grows before it is cleared up: the young generation in megabytes, the old one in percent of what is in use. Left alone, Node
 * lets it grow to a multiple of what is needed. Many workers run side by side, so each is kept at about 250 MB, which costs them a fifth of their speed.
 */
const heaps = {
  service: ['--max-semi-space-size=16', '--heap-growing-percent=100'],
  worker: ['--max-semi-space-size=8', '--heap-growing-percent=30'],
};

/** Short leases, so that a killed worker's page is taken over soon; a lease must outlive the longest request. */
const leaseMs = 12_000;
const requestTimeoutMs = 4_000;

export const services: readonly LocalService[] = [
  {
    name: 'connection-setup',
    heap: heaps.service,
    schema: 'connection_setup',
    variables: (surroundings) => ({ TANDEM_MASTER_KEY_FILE: surroundings.masterKeyFile, ...loopback(surroundings) }),
  },
  { name: 'coupling', schema: 'coupling', heap: heaps.service },
  { name: 'pricing-availability', schema: 'pricing_availability', heap: heaps.service },
  { name: 'sync-orchestration', schema: 'sync', heap: heaps.service, variables: () => ({ LEASE_MS: String(leaseMs) }) },
  {
    name: 'sync-worker',
    scaled: true,
    heap: heaps.worker,
    variables: (surroundings) => ({ REQUEST_TIMEOUT_MS: String(requestTimeoutMs), ...loopback(surroundings) }),
  },
  {
    name: 'gateway',
    schema: 'gateway',
    heap: heaps.service,
    variables: ({ port, apiToken }) => ({ PORT: String(port), TANDEM_API_TOKEN: apiToken }),
  },
];
