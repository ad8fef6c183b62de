import { Access } from '../domain/access';
import { Connection } from '../domain/connection';
import { checkEnvironment } from '../domain/environment';
import { Side } from '../domain/sign-in';
import { ConnectedSystems } from '../domain/systems';

/**
 * Looks, with each new access, whether it still opens the organisation that the connection belongs to. The company of Business Central needs no look: requests
 * name it by its id.
 */
export class RecogniseEnvironment {
  constructor(private readonly parts: { readonly systems: ConnectedSystems }) {}

  /** @throws Failure `misconfigured` `connection.environmentChanged`; those of the connector where Sales does not answer */
  async run({ environment }: Connection, side: Side, access: Access): Promise<void> {
    if (side !== 'sales' || !environment) return;
    const { organizationId } = await this.parts.systems.sales(access).identity();
    checkEnvironment(environment, { salesOrganizationId: organizationId });
  }
}
