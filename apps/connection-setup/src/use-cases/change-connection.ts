import { Connection, enabled, SettingsChange } from '../domain/connection';
import { requireConfirmed } from '../domain/order-integration';
import { changedMeanwhile } from '../domain/setup-failures';
import { sides } from '../domain/sign-in';
import { ConnectionParts } from './create-connection';
import { InspectConnection } from './inspect-connection';
import { PrepareSales } from './prepare-sales';
import { RequireOrdersTakenOver } from './require-orders-taken-over';
import { requirePassed } from './require-passed';

export interface RequestedChange {
  readonly connectionId: string;
  readonly change: SettingsChange;
  /** The version that was read. */
  readonly version?: number;
}

type ChangeParts = ConnectionParts & {
  readonly inspect: InspectConnection;
  readonly ordersTakenOver: RequireOrdersTakenOver;
  readonly prepare: PrepareSales;
};

/** Changes a connection. Where it is enabled, new credentials must pass the checks first; else nothing changes. */
export class ChangeConnection {
  constructor(private readonly parts: ChangeParts) {}

  async run({ connectionId, change, version }: RequestedChange): Promise<Connection> {
    const { connections, propose, events, clock } = this.parts;
    const connection = await connections.get(connectionId);
    if (version !== undefined && version !== connection.version) throw changedMeanwhile(connection.name);
    requireConfirmed(connection, change);
    const next = await propose.run(connection, change);
    await this.parts.ordersTakenOver.run(connection, next);
    const checked = connection.enabled && signInChanges(connection, next) ? await this.checked(next) : next;
    await this.parts.prepare.afterChange(connection, checked);
    const saved = await connections.save(checked, clock.now());
    await events.announce(connectionId, connection.reason !== undefined && saved.reason === undefined ? 'recovered' : 'changed');
    return saved;
  }

  private async checked(next: Connection): Promise<Connection> {
    return enabled(next, requirePassed(await this.parts.inspect.run(next)));
  }
}

/** Secrets that were entered anew are encrypted anew, even where they are the same. */
const signInChanges = (before: Connection, after: Connection): boolean =>
  before.secrets !== after.secrets || sides.some((side) => JSON.stringify(before[side]) !== JSON.stringify(after[side]));
