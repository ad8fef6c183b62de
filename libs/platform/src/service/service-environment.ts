import { IsBoolean, IsIn, IsInt, IsString, IsUrl, Max, Min } from 'class-validator';
import { Environment } from '../config/environment';

/** What every service reads from its environment. */
@Environment()
export class ServiceEnvironment {
  /** Address that the HTTP side listens on. */
  @IsString()
  host: string = '127.0.0.1';

  /** Port of the HTTP side (health, metrics; the gateway's REST); 0 takes a free one. */
  @IsInt()
  @Min(0)
  @Max(65_535)
  port: number = 0;

  /** Address of the NATS server, credentials included where it asks for them. */
  @IsUrl({ protocols: ['nats', 'tls'], require_tld: false, require_protocol: true })
  natsUrl: string = 'nats://127.0.0.1:4222';

  @IsIn(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'])
  logLevel: string = 'info';

  /** How long work in hand may go on after a request to stop, in milliseconds. */
  @IsInt()
  @Min(0)
  @Max(600_000)
  shutdownLimitMs: number = 10_000;

  /** True where the service must end when the process that started it has gone; it notices by its standard input closing. */
  @IsBoolean()
  endWithParent: boolean = false;
}
