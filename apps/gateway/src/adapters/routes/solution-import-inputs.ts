/** What the gateway takes to import the solution: the contract carries the account sealed. */
import { IsUUID } from 'class-validator';
import { AdministratorAccount } from '@tandem/contracts/solution-import';

export class ImportSolutionRequest extends AdministratorAccount {
  @IsUUID() connectionId!: string;
}
