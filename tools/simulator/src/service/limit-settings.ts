/** The service-protection limits of one simulated service; each counts per principal (user or application). */
export interface LimitSettings {
  enabled: boolean;
  /** Requests per window. */
  requests: number;
  windowSeconds: number;
  /** Combined execution time per window; `Infinity` switches it off. */
  executionSeconds: number;
  /** Requests processed at once. */
  concurrency: number;
  /** What happens above `concurrency`: Dataverse refuses, Business Central queues. */
  whenBusy: 'reject' | 'queue';
  /** Requests that may wait (`whenBusy: queue`); one more is refused. */
  queueLength: number;
  /** A queued request that waited so long is refused. */
  queueTimeoutSeconds: number;
  /** How a refusal tells when to come back. A number is sent as it is. */
  retryAfter: 'seconds' | 'http-date' | 'none' | number;
  /** Seconds added to Retry-After by each request sent before the announced time. */
  hammerSeconds: number;
  /** Retry-After never grows above this. */
  longestRetrySeconds: number;
}

export type LimitName = 'requests' | 'execution-time' | 'concurrency' | 'queue-timeout';

/** Why a request was not let in, and when to come back. */
export interface LimitRefusal {
  readonly limit: LimitName;
  readonly retryAfterSeconds: number;
  /** The header to send, already in the configured form; `undefined` = send none. */
  readonly retryAfterHeader: string | undefined;
}

export const dataverseLimits: LimitSettings = {
  enabled: true,
  requests: 6000,
  windowSeconds: 300,
  executionSeconds: 1200,
  concurrency: 52,
  whenBusy: 'reject',
  queueLength: 0,
  queueTimeoutSeconds: 0,
  retryAfter: 'seconds',
  hammerSeconds: 1,
  longestRetrySeconds: 300,
};

export const businessCentralLimits: LimitSettings = {
  ...dataverseLimits,
  executionSeconds: Infinity,
  concurrency: 5,
  whenBusy: 'queue',
  queueLength: 95,
  queueTimeoutSeconds: 480,
};
