import { Clock } from '@tandem/domain/clock';
import { asFailure } from '@tandem/domain/failure';
import { chosenCompany } from '../domain/checks/company';
import { changed, Connection } from '../domain/connection';
import { ConnectionEvents } from '../domain/connection-events';
import { Connections } from '../domain/connections';
import { SalesAdministration } from '../domain/sales-administration';
import { Company, ConnectedSystems } from '../domain/systems';
import { CurrentAccess } from './current-access';

interface Parts {
  readonly connections: Connections;
  readonly events: ConnectionEvents;
  readonly access: CurrentAccess;
  readonly systems: ConnectedSystems;
  readonly clock: Clock;
}

/** Gives the company of a connection whose rows a team shall own its own business unit and team in Sales, unless a team has been chosen already. */
export class SeparateCompany {
  constructor(private readonly parts: Parts) {}

  /** @throws Failure `misconfigured` `setup.roleMissing`; those of the connectors */
  async run(connectionId: string, administration: SalesAdministration): Promise<void> {
    const { connections, events, clock } = this.parts;
    const connection = await connections.get(connectionId);
    const { ownership, owningTeamId: chosen } = connection.options;
    if (connection.enabled || ownership !== 'team' || chosen) return;
    const company = await this.companyOf(connection);
    if (!company) return;
    const owningTeamId = await administration.ownerTeamOf(company);
    await connections.save(changed(connection, { options: { owningTeamId } }), clock.now());
    await events.announce(connectionId, 'changed');
  }

  /** Undefined while Business Central has not been entered: the step is taken again then. */
  private async companyOf(connection: Connection): Promise<Company | undefined> {
    const { access, systems } = this.parts;
    try {
      const central = systems.businessCentral(await access.of(connection, 'businessCentral'));
      return chosenCompany(connection.businessCentral, await central.companies());
    } catch (thrown) {
      if (asFailure(thrown).code === 'setup.detailsMissing') return undefined;
      throw thrown;
    }
  }
}
