import { Controller } from '@nestjs/common';
import * as contract from '@tandem/contracts/connection';
import { Answers } from '@tandem/platform/messaging/handlers';
import { AcceptEnvironment } from '../use-cases/accept-environment';
import { DisableConnection } from '../use-cases/disable-connection';
import { EnableConnection } from '../use-cases/enable-connection';
import { TestConnection } from '../use-cases/test-connection';
import { toView } from './connection-view';

/** Whether a connection may run. */
@Controller()
export class ConnectionStateController {
  constructor(
    private readonly testing: TestConnection,
    private readonly enabling: EnableConnection,
    private readonly disabling: DisableConnection,
    private readonly accepting: AcceptEnvironment,
  ) {}

  @Answers(contract.testConnection)
  async test({ connectionId }: contract.ConnectionReference): Promise<contract.ConnectionTested> {
    const { passed, findings, testedAt } = await this.testing.run(connectionId);
    return { connectionId, passed, findings: [...findings], testedAt: testedAt.toISOString() };
  }

  @Answers(contract.enableConnection)
  async enable({ connectionId }: contract.ConnectionReference): Promise<contract.ConnectionView> {
    return toView(await this.enabling.run(connectionId));
  }

  @Answers(contract.disableConnection)
  async disable({ connectionId }: contract.ConnectionReference): Promise<contract.ConnectionView> {
    return toView(await this.disabling.run(connectionId));
  }

  @Answers(contract.acceptEnvironment)
  async accept({ connectionId }: contract.ConnectionReference): Promise<contract.ConnectionView> {
    return toView(await this.accepting.run(connectionId));
  }
}
