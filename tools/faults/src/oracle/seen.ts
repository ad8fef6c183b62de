/** What can be seen from outside: the rows and write histories of both systems, and what Tandem says over REST. Nothing of the engine's own books. */
import { Side, Values } from '@tandem/domain/value';

/** One committed write, as the simulator remembers it. */
export interface Write {
  readonly sequence: number;
  readonly table: string;
  readonly key: string;
  readonly operation: 'create' | 'update' | 'delete';
  readonly writer: string;
  readonly columns: readonly string[];
}

/** A coupling in state `coupled`, as REST shows it. */
export interface SeenCoupling {
  readonly mapping: string;
  readonly businessCentralId: string;
  readonly salesId: string;
  readonly businessKey?: string;
}

/** An open issue, as REST shows it. */
export interface SeenIssue {
  readonly mapping: string;
  readonly direction: 'toSales' | 'fromSales';
  readonly recordId: string;
  readonly kind: string;
}

export interface SystemSeen {
  /** Table name in the catalogue → id → row, by catalogue column names. */
  readonly rows: ReadonlyMap<string, ReadonlyMap<string, Values>>;
  /** Writes to tables of the catalogue, in the order of commit. */
  readonly writes: readonly Write[];
  /** Identities that Tandem writes under. */
  readonly ours: ReadonlySet<string>;
}

export interface Seen {
  readonly systems: Readonly<Record<Side, SystemSeen>>;
  readonly couplings: readonly SeenCoupling[];
  /** Pairs whose records are both gone. */
  readonly archived?: readonly SeenCoupling[];
  readonly issues: readonly SeenIssue[];
  /** The local currency of Business Central, and its id in Sales. */
  readonly localCurrency: { readonly code: string; readonly salesId: string | undefined };
}

/** The id of a coupling's record on one side. */
export const idOn = (side: Side, coupling: SeenCoupling): string =>
  side === 'businessCentral' ? coupling.businessCentralId : coupling.salesId;
