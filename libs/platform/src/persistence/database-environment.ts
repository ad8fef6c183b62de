import { IsInt, IsOptional, IsUrl, Max, Min } from 'class-validator';
import { Environment } from '../config/environment';

const postgresUrl = { protocols: ['postgres', 'postgresql'], require_tld: false, require_protocol: true };

/** Where a service finds its database and under which two roles. */
@Environment()
export class DatabaseEnvironment {
  /** Address with the runtime role: reads and writes rows, nothing else. */
  @IsUrl(postgresUrl)
  databaseUrl!: string;

  /** Address with the owner role, used for migrations at start; without it the service expects a migrated schema. */
  @IsOptional()
  @IsUrl(postgresUrl)
  databaseOwnerUrl?: string;

  /** Connections that one process keeps at most. */
  @IsInt()
  @Min(1)
  @Max(100)
  databaseConnections: number = 10;

  /** After how many milliseconds the server gives up a statement. */
  @IsInt()
  @Min(100)
  databaseStatementTimeoutMs: number = 30_000;
}
