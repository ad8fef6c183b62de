/** What the gateway takes for the steps of the guide: the contracts carry what was entered sealed. */
import { IsString, IsUUID, Length, Matches } from 'class-validator';
import { ConnectionDetails } from '@tandem/contracts/connection-body';
import { AdministratorAccount } from '@tandem/contracts/solution-import';

const stepForm = /^[a-z-]+$/;

/** The part of `PATCH /connections/{id}` that the step asks for; nothing at all takes back what was entered before. */
export class EnterSetupStepRequest extends ConnectionDetails {
  @IsUUID() connectionId!: string;

  @IsString() @Length(1, 50) @Matches(stepForm) step!: string;
}

/** Empty, but for the step that asks for an administrator. */
export class ConfirmSetupStepRequest extends AdministratorAccount {
  @IsUUID() connectionId!: string;

  @IsString() @Length(1, 50) @Matches(stepForm) step!: string;
}
