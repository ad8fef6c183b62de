/** The environment of connection-setup. */
import { Environment } from '@tandem/platform/config/environment';
import { IsArray, IsBoolean, IsInt, IsOptional, IsString, IsUrl, Matches, Min, ValidateIf } from 'class-validator';
import { defaultAuthority } from './domain/sign-in';

/** One or more 32-byte keys in base64, each `version:key`, the newest first; a single key may stand alone as version 1. */
export const masterKeyForm = /^([\w-]+:)?[A-Za-z0-9+/]{43}=(\s*,\s*[\w-]+:[A-Za-z0-9+/]{43}=)*\s*$/;

const address = { require_tld: false, require_protocol: true, protocols: ['https', 'http'] };

const usesKeyVault = ({ tandemKeyVaultKey }: ConnectionSetupEnvironment): boolean => Boolean(tandemKeyVaultKey);

@Environment()
export class ConnectionSetupEnvironment {
  /** The master keys themselves; or see `tandemMasterKeyFile`, `tandemKeyVaultKey`. */
  @ValidateIf(
    ({ tandemMasterKey, tandemMasterKeyFile, tandemKeyVaultKey }: ConnectionSetupEnvironment) =>
      Boolean(tandemMasterKey) || (!tandemMasterKeyFile && !tandemKeyVaultKey),
  )
  @Matches(masterKeyForm, {
    message:
      'the master key is 32 bytes in base64, or several as version:key,version:key; set this, TANDEM_MASTER_KEY_FILE or TANDEM_KEY_VAULT_KEY',
  })
  tandemMasterKey?: string;

  /** A file that holds the master keys in the same form. It is read again and again: a new key that is put in front takes over without a restart. */
  @IsOptional()
  @IsString()
  tandemMasterKeyFile?: string;

  /**
   * A key of Azure Key Vault as master key: its identifier without a version, `https://contoso.vault.azure.net/keys/tandem`. What a master key of one's own has
   * wrapped is wrapped anew by the vault, as long as both are set.
   */
  @IsOptional()
  @Matches(/^https?:\/\/[^/?#@]+\/keys\/[A-Za-z0-9-]{1,127}$/, {
    message: 'the key is named without a version, as https://contoso.vault.azure.net/keys/tandem',
  })
  tandemKeyVaultKey?: string;

  /** Root of the token endpoint that the vault trusts. */
  @IsString()
  tandemKeyVaultAuthority: string = defaultAuthority;

  /** The app registration that may use the key, and its secret. */
  @ValidateIf(usesKeyVault)
  @IsString()
  tandemKeyVaultTenantId?: string;

  @ValidateIf(usesKeyVault)
  @IsString()
  tandemKeyVaultClientId?: string;

  @ValidateIf(usesKeyVault)
  @IsString()
  tandemKeyVaultClientSecret?: string;

  /** How often keys are looked for that an older master key has wrapped, in milliseconds. */
  @IsInt()
  @Min(10)
  rewrapEveryMs: number = 60_000;

  /** How long other services use access before they must ask again, in milliseconds; as often it is looked at whether it leads to the same organisation. */
  @IsInt()
  @Min(1_000)
  accessForMs: number = 5 * 60_000;

  /** How often the checks of an enabled connection are run, in milliseconds. */
  @IsInt()
  @Min(1_000)
  checkEveryMs: number = 24 * 60 * 60_000;

  /** Loopback addresses and plain http to them are allowed for both systems and the token authority: the local stack and tests. */
  @IsBoolean()
  tandemAllowLoopback: boolean = false;

  /** Further hosts that connections may lead to, `*.` for whole domains: on-premises servers, sovereign clouds. */
  @IsArray()
  @IsString({ each: true })
  tandemAllowedHosts: string[] = [];

  /** Root of the gateway as browsers reach it; with the next two, salespeople may ask for item availability in Sales. */
  @IsOptional()
  @IsUrl(address)
  tandemPublicUrl?: string;

  /** Issuer of the tokens of people, as the gateway has it. */
  @IsOptional()
  @IsUrl(address)
  oidcIssuer?: string;

  /** The public client with which salespeople sign in on the availability page. */
  @IsOptional()
  @IsString()
  oidcPublicClientId?: string;

  /** The scope that it asks for. */
  @IsOptional()
  @IsString()
  oidcPublicScope?: string;

  /** The solution package that is imported into Sales, as `npm run build` leaves it; what the build says of it lies beside it. */
  @IsString()
  tandemSolutionFile: string = 'dist/tools/sales-solution/tandem_salesintegration.zip';
}
