/** The environment of the step that prepares the database. */
import { IsString, IsUrl, MinLength } from 'class-validator';
import { Environment } from '@tandem/platform/config/environment';

@Environment()
export class ProvisioningEnvironment {
  /** Address with a role that may create roles and schemas. */
  @IsUrl({ protocols: ['postgres', 'postgresql'], require_tld: false, require_protocol: true })
  databaseAdminUrl!: string;

  /** Password of the roles that run migrations. */
  @IsString()
  @MinLength(8)
  databaseOwnerPassword!: string;

  /** Password of the roles that services run with. */
  @IsString()
  @MinLength(8)
  databaseRuntimePassword!: string;
}
