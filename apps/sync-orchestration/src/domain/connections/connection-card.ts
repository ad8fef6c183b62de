/** What sync-orchestration must know about a connection to run its jobs. */
import { Variant } from '@tandem/domain/mapping/variant';

export interface ConnectionCard {
  readonly connectionId: string;
  readonly enabled: boolean;
  /** Not enabled yet, but previews and dry runs may be made. */
  readonly rehearsing: boolean;
  readonly variant: Variant;
  /** The mappings a person has chosen; null: all. */
  readonly chosenMappings: readonly string[] | null;
  readonly budgets: { readonly sales: string; readonly businessCentral: string };
}

/** Set while no page of a connection is handed out because its set-up is wrong. */
export interface Attention {
  readonly code: string;
  readonly message: string;
}

/** Asks connection-setup. */
export abstract class ConnectionDirectory {
  /** @throws Failure as connection-setup refuses (`connection.notFound`), or `transient` */
  abstract card(connectionId: string): Promise<ConnectionCard>;
  /** Tells that a system refuses us. */
  abstract reportTrouble(connectionId: string, trouble: Attention): Promise<void>;
}
