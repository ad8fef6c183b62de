import { recovered } from '../domain/connection';
import { Finding } from '../domain/findings';
import { ConnectionParts } from './create-connection';
import { InspectConnection } from './inspect-connection';

export interface TestResult {
  readonly passed: boolean;
  readonly findings: readonly Finding[];
  readonly testedAt: Date;
}

/** Runs every check and answers with what they found. A connection that needed attention and passes runs again; nothing else changes. */
export class TestConnection {
  constructor(
    private readonly parts: Pick<ConnectionParts, 'connections' | 'events' | 'clock'> & { readonly inspect: InspectConnection },
  ) {}

  async run(connectionId: string): Promise<TestResult> {
    const { connections, events, clock, inspect } = this.parts;
    const connection = await connections.get(connectionId);
    const { facts, findings } = await inspect.run(connection);
    const passed = facts !== undefined;
    if (passed && connection.reason !== undefined) {
      await connections.save(recovered(connection), clock.now());
      await events.announce(connectionId, 'recovered');
    }
    return { passed, findings, testedAt: clock.now() };
  }
}
