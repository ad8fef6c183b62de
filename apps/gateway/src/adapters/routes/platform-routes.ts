/** What the gateway says about the routes that every service has: they tell nothing about the business, so anybody may call them. */
import { HealthController } from '@tandem/platform/service/health.controller';
import { Describes, Operation, Public } from '../http/operation';

const operations: Readonly<Record<'live' | 'ready' | 'text', Operation>> = {
  live: { summary: 'Tells whether the process answers' },
  ready: { summary: 'Tells whether the gateway can work: 503 where NATS or the database does not answer' },
  text: { summary: 'Shows figures for Prometheus' },
};

/** Declares the platform's routes; runs once, before the routes are read. */
export function declarePlatformRoutes(): void {
  for (const [name, operation] of Object.entries(operations)) {
    const descriptor = Object.getOwnPropertyDescriptor(HealthController.prototype, name)!;
    Public()(HealthController.prototype, name, descriptor);
    Describes(operation)(HealthController.prototype, name, descriptor);
  }
}
