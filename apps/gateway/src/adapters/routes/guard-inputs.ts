/** What the gateway takes about guards beyond the contracts: who decides is known from the request. */
import { IsOptional, IsString, MaxLength } from 'class-validator';
import { GuardReference } from '@tandem/contracts/guards';

export class GuardDecision extends GuardReference {
  /** Why, for those who look at the deletions later. */
  @IsOptional() @IsString() @MaxLength(500) reason?: string;
}
