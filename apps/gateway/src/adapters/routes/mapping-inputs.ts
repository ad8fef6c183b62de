/** What the gateway takes about mappings beyond the contracts: changes stand beside the mapping they are about. */
import { IsString, IsUUID } from 'class-validator';
import { MappingChanges } from '@tandem/contracts/mappings';

export class ChangeMappingRequest extends MappingChanges {
  @IsUUID() connectionId!: string;
  @IsString() mapping!: string;
}
