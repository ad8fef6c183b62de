import { Connection, enabled } from '../domain/connection';
import { ConnectionParts } from './create-connection';
import { InspectConnection } from './inspect-connection';
import { PrepareSales } from './prepare-sales';
import { requirePassed } from './require-passed';
import { StopWhereCopied } from './stop-where-copied';

/** Enables a connection once every check has passed and Sales knows of it; else nothing changes and the first refusal is the answer. */
export class EnableConnection {
  constructor(
    private readonly parts: Pick<ConnectionParts, 'connections' | 'events' | 'clock'> & {
      readonly inspect: InspectConnection;
      readonly stopWhereCopied: StopWhereCopied;
      readonly prepare: PrepareSales;
    },
  ) {}

  async run(connectionId: string): Promise<Connection> {
    const { connections, events, clock, inspect, stopWhereCopied, prepare } = this.parts;
    const connection = await connections.get(connectionId);
    const inspection = await inspect.run(connection);
    await stopWhereCopied.afterChecks(connectionId, inspection.findings);
    const next = enabled(connection, requirePassed(inspection));
    await prepare.run(next);
    const saved = await connections.save(next, clock.now());
    await events.announce(connectionId, 'enabled');
    return saved;
  }
}
