import { Controller } from '@nestjs/common';
import { ConnectionReference } from '@tandem/contracts/connection';
import { ConnectionChanges } from '@tandem/contracts/connection-body';
import * as contract from '@tandem/contracts/setup';
import { AdministratorAccount } from '@tandem/contracts/solution-import';
import { Answers } from '@tandem/platform/messaging/handlers';
import { currentActor } from '@tandem/platform/observability/trace-context';
import { AddressRules } from '../domain/address';
import { ConfirmSetupStep } from '../use-cases/setup/confirm-setup-step';
import { EnterSetupStep } from '../use-cases/setup/enter-setup-step';
import { SeeSetup, SetupSeen } from '../use-cases/setup/see-setup';
import { SealedBodies } from './sealed-bodies';
import { toSetupView } from './setup-view';

/** The guide through the setup of a connection. */
@Controller()
export class SetupController {
  constructor(
    private readonly bodies: SealedBodies,
    private readonly addresses: AddressRules,
    private readonly seeing: SeeSetup,
    private readonly entering: EnterSetupStep,
    private readonly confirming: ConfirmSetupStep,
  ) {}

  @Answers(contract.readSetup)
  async read({ connectionId }: ConnectionReference): Promise<contract.SetupView> {
    return this.view(await this.seeing.run(connectionId));
  }

  @Answers(contract.enterSetupStep)
  async enter({ input, ...reference }: contract.EnterSetupStep): Promise<contract.SetupView> {
    return this.view(await this.entering.run({ ...reference, input: await this.bodies.open(ConnectionChanges, input) }));
  }

  @Answers(contract.confirmSetupStep)
  async confirm({ administrator: sealed, ...reference }: contract.ConfirmSetupStep): Promise<contract.SetupView> {
    const administrator = sealed && (await this.bodies.open(AdministratorAccount, sealed));
    return this.view(await this.confirming.run({ ...reference, by: currentActor().subject, administrator }));
  }

  private view(seen: SetupSeen): contract.SetupView {
    return toSetupView(seen, this.addresses);
  }
}
