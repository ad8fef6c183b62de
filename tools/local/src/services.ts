/** The services of the platform, as the local stack starts them. */

/** What the launcher has prepared for services. */
export interface Surroundings {
  readonly port: number;
  readonly apiToken: string;
  /** File with the master key that secrets are enveloped with. */
  readonly masterKeyFile: string;
  readonly allowLoopback: boolean;
}

/**
 * How much memory a service takes before it clears up. A worker holds a few thousand records at most; without limits the engine of JavaScript lets its
 * heap grow to twice of what is needed.
 */
export const heapLimits: readonly string[] = ['--max-semi-space-size=8', '--max-old-space-size=224'];

export interface LocalService {
  /** Folder below `apps/`. */
  readonly name: string;
  /** Schema that it owns, where it has one. */
  readonly schema?: string;
  /** Runs as many times as there are workers. */
  readonly scaled?: true;
  /** Variables beside those of every service. */
  readonly variables?: (surroundings: Surroundings) => Readonly<Record<string, string>>;
}

const loopback = ({ allowLoopback }: Surroundings): Record<string, string> => ({ TANDEM_ALLOW_LOOPBACK: String(allowLoopback) });

/** Short leases, so that a killed worker's page is taken over soon; a lease must outlive the longest request. */
const leaseMs = 12_000;
const requestTimeoutMs = 4_000;

export const services: readonly LocalService[] = [
  {
    name: 'connection-setup',
    schema: 'connection_setup',
    variables: (surroundings) => ({ TANDEM_MASTER_KEY_FILE: surroundings.masterKeyFile, ...loopback(surroundings) }),
  },
  { name: 'coupling', schema: 'coupling' },
  { name: 'pricing-availability', schema: 'pricing_availability' },
  { name: 'sync-orchestration', schema: 'sync', variables: () => ({ LEASE_MS: String(leaseMs) }) },
  {
    name: 'sync-worker',
    scaled: true,
    variables: (surroundings) => ({ REQUEST_TIMEOUT_MS: String(requestTimeoutMs), ...loopback(surroundings) }),
  },
  { name: 'gateway', schema: 'gateway', variables: ({ port, apiToken }) => ({ PORT: String(port), TANDEM_API_TOKEN: apiToken }) },
];
