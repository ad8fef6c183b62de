/** What every client of a service under one connection is made of. */
import { AccessSource } from '@tandem/domain/ports/service-access';
import { ServiceBudget } from '@tandem/domain/ports/service-budget';
import { HttpTransport } from './http-transport';
import { RetryPolicy } from './retry-policy';

export interface ServiceParts {
  readonly transport: HttpTransport;
  readonly access: AccessSource;
  /** Shared by everyone who uses the same application user. */
  readonly budget: ServiceBudget;
  readonly retries?: RetryPolicy;
}

/** Where a read begins: a path below the API, or a link that the service gave. */
export interface ReadTarget {
  readonly path?: string;
  readonly link?: string;
  /** Values of the `Prefer` header. */
  readonly prefer?: readonly string[];
}
