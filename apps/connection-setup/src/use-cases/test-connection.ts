import { Failure } from '@tandem/domain/failure';
import { Connection, recognised, recovered } from '../domain/connection';
import { Facts } from '../domain/facts';
import { Finding } from '../domain/findings';
import { ConnectionParts } from './create-connection';
import { InspectConnection } from './inspect-connection';
import { StopWhereCopied } from './stop-where-copied';

export interface TestResult {
  readonly passed: boolean;
  readonly findings: readonly Finding[];
  /** The first refusal; absent where every check has passed. */
  readonly failure?: Failure;
  readonly testedAt: Date;
}

type TestParts = Pick<ConnectionParts, 'connections' | 'events' | 'clock'> & {
  readonly inspect: InspectConnection;
  readonly stopWhereCopied: StopWhereCopied;
};

/**
 * Runs every check and answers with what they found. The first test that passes notes the environment; a connection that needed attention and passes runs
 * again; one that leads to another environment than its own is stopped. Nothing else changes.
 */
export class TestConnection {
  constructor(private readonly parts: TestParts) {}

  async run(connectionId: string): Promise<TestResult> {
    const { connections, clock, inspect, stopWhereCopied } = this.parts;
    const connection = await connections.get(connectionId);
    const { facts, findings, failure } = await inspect.run(connection);
    if (facts) await this.note(connection, facts);
    else await stopWhereCopied.afterChecks(connectionId, findings);
    return { passed: facts !== undefined, findings, failure, testedAt: clock.now() };
  }

  private async note(connection: Connection, facts: Facts): Promise<void> {
    const { connections, events, clock } = this.parts;
    const needed = connection.enabled && connection.reason !== undefined;
    if (!needed && connection.environment) return;
    await connections.save(needed ? recovered(recognised(connection, facts)) : recognised(connection, facts), clock.now());
    await events.announce(connection.id, needed ? 'recovered' : 'changed');
  }
}
