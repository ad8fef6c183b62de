import type { Access } from './access/access';
import type { Preferences } from './access/preferences';
import type { Database } from './storage/database';
import type { Row } from './storage/row';
import type { DataverseSwitches } from './switches';

/** Who makes the request: the user whose rights count, and who stands in the history. */
export interface Caller {
  readonly user: Row;
  readonly businessUnitId: string;
  /** The application id of an application user, else the user's name: the writer in the history. */
  readonly writer: string;
  /** The application user that acts on behalf of `user`. */
  readonly onBehalfOf?: Row;
  readonly access: Access;
}

/** Everything one operation needs besides its own URL and body. */
export interface RequestContext {
  readonly database: Database;
  readonly switches: DataverseSwitches;
  readonly caller: Caller;
  /** `http://host/api/data/v9.2`, as the client wrote the host. */
  readonly api: string;
  readonly preferences: Preferences;
  readonly headers: Readonly<Record<string, string | undefined>>;
}
