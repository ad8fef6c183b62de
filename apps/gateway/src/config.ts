/** The environment of the gateway. */
import { IsArray, IsInt, IsNotEmpty, IsOptional, IsString, Matches, Max, Min } from 'class-validator';
import { Environment } from '@tandem/platform/config/environment';

/** Plain http would let anybody on the way hand out keys; a provider on this machine is the exception. */
const safeAddress = /^https:\/\/|^http:\/\/(127\.0\.0\.1|localhost|\[::1\])(:\d+)?(\/|$)/;
const notSafe = { message: '$property must be an https address (http for this machine only)' };

@Environment()
export class GatewayEnvironment {
  /** Token of the local administrator. Only its digest is kept while the gateway runs. */
  @IsOptional()
  @IsString()
  @IsNotEmpty()
  tandemApiToken?: string;

  /** Issuer of the tokens of people; without it only API tokens count. */
  @IsOptional()
  @Matches(safeAddress, notSafe)
  oidcIssuer?: string;

  /** Audiences of which a token must name one; comma separated. */
  @IsArray()
  @IsString({ each: true })
  oidcAudience: string[] = ['tandem'];

  /** Address of the issuer's key set; found through its discovery document where absent. */
  @IsOptional()
  @Matches(safeAddress, notSafe)
  oidcKeysUrl?: string;

  /** Claim that lists a person's roles. */
  @IsString()
  oidcRolesClaim: string = 'roles';

  /** Claim that lists the connections a person may know of. */
  @IsString()
  oidcConnectionsClaim: string = 'tandem_connections';

  /** How often an unknown key id may make the key set be read again, in milliseconds. */
  @IsInt()
  @Min(0)
  oidcKeysCooldownMs: number = 30_000;

  /** Requests that one caller may send each second in the long run. */
  @IsInt()
  @Min(1)
  @Max(100_000)
  ratePerSecond: number = 500;

  /** Requests that one caller may send at once. */
  @IsInt()
  @Min(1)
  @Max(100_000)
  rateBurst: number = 2_000;

  /** How often a live view without news shows that it is alive, in milliseconds. */
  @IsInt()
  @Min(10)
  heartbeatMs: number = 15_000;
}
