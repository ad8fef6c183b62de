import { Controller, Get, Post, Put } from '@nestjs/common';
import { ConnectionReference } from '@tandem/contracts/connection';
import * as contract from '@tandem/contracts/setup';
import { Bus } from '@tandem/platform/messaging/bus';
import { ReadVersion } from '../http/entity-tag';
import { Input } from '../http/input';
import { Asks, Describes, Roles } from '../http/operation';
import { SealedBodies } from './sealed-bodies';
import { ConfirmSetupStepRequest, EnterSetupStepRequest } from './setup-inputs';
import { ofConnection } from './version-1';

/** The guide through the setup of a connection: it can be left and taken up again by anybody, and nothing takes effect before its step is confirmed. */
@Controller(ofConnection('setup'))
export class SetupController {
  constructor(
    private readonly bus: Bus,
    private readonly bodies: SealedBodies,
  ) {}

  @Get()
  @Roles('viewer')
  @Asks(contract.readSetup, 'Shows the guide: every step with its state, findings and what it asks for', { versioned: 'read' })
  read(@Input() input: ConnectionReference): Promise<contract.SetupView> {
    return this.bus.ask(contract.readSetup, input);
  }

  @Put('steps/:step')
  @Roles('admin')
  @Describes({
    summary: 'Enters what a step asks for and runs its check; takes no effect yet',
    input: EnterSetupStepRequest,
    answer: contract.SetupView,
    versioned: 'write',
  })
  enter(@Input() { connectionId, step, ...body }: EnterSetupStepRequest, @ReadVersion() version?: number): Promise<contract.SetupView> {
    return this.bodies.deliver(body, (input) => this.bus.ask(contract.enterSetupStep, { connectionId, step, version, input }));
  }

  @Post('steps/:step')
  @Roles('admin')
  @Describes({
    summary:
      "Confirms a step, which lets it take effect; an administrator's account, where the step asks for one, is used once and kept nowhere",
    input: ConfirmSetupStepRequest,
    answer: contract.SetupView,
    starts: true,
    versioned: 'write',
  })
  async confirm(
    @Input() { connectionId, step, ...account }: ConfirmSetupStepRequest,
    @ReadVersion() version?: number,
  ): Promise<contract.SetupView> {
    const reference = { connectionId, step, version };
    if (Object.values(account).every((part) => part === undefined)) return this.bus.ask(contract.confirmSetupStep, reference);
    return this.bodies.deliver(account, (administrator) => this.bus.ask(contract.confirmSetupStep, { ...reference, administrator }));
  }
}
