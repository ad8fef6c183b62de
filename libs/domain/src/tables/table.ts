/** Tables: the columns of a table that Tandem touches, how its rows are named, and who chooses their ids. */
import { Side, Values } from '../value';
import { Column } from './column';

/**
 * Who chooses the id of a new row, and therefore how a creation whose answer was lost is found again.
 * - `callerId`: we choose it and send it; both services accept an id on create for most tables
 * - `natural`: the named columns identify the row: look it up first, adopt it, else create, adopt on a duplicate
 * - `server`: the service chooses; the claim's correlation value is written into `correlation` and searched before another try
 */
export type Identity =
  | { readonly kind: 'callerId' }
  | { readonly kind: 'natural'; readonly columns: readonly string[] }
  | { readonly kind: 'server'; readonly correlation: string };

export const callerId = (): Identity => ({ kind: 'callerId' });
export const natural = (...columns: string[]): Identity => ({ kind: 'natural', columns });
export const server = (correlation: string): Identity => ({ kind: 'server', correlation });

export type Columns = Readonly<Record<string, Column>>;

/** What differs between kinds of tables on the wire; connectors choose by it, the engine does not look at it. */
export type Storage =
  /** A Dataverse table. */
  | { readonly kind: 'entity'; readonly logicalName: string; readonly set: string; readonly changeTracking: boolean }
  /** The values of one option set, each a row with `value` and `label`; written through the metadata and mirrored to the same choice of other tables. */
  | {
      readonly kind: 'optionSet';
      readonly logicalName: string;
      readonly attribute: string;
      readonly mirrors: readonly { logicalName: string; attribute: string }[];
    }
  /** A set of Business Central: the companion's, and the name API v2.0 has for it where it exists there too. */
  | { readonly kind: 'companionSet'; readonly set: string; readonly alTable: string; readonly v2Set?: string };

/** A table of one side. */
export interface Table<S extends Side = Side, C extends Columns = Columns> {
  readonly side: S;
  /** The name in our catalogue (`customers`, `accounts`); unique per side. */
  readonly name: string;
  readonly storage: Storage;
  /** The column that holds the primary key. */
  readonly key: string;
  /** The columns by which people and other rows name a row (`number`, `code`); kept beside both ids in every coupling. Empty where there is none. */
  readonly businessKey: readonly string[];
  readonly identity: Identity;
  /** The column with the company id, where rows belong to one company of Business Central. */
  readonly company?: string;
  readonly columns: C;
}

/** A table whose key, business key and company column are columns of its own. */
interface Declaration<S extends Side, C extends Columns> extends Table<S, C> {
  readonly key: keyof C & string;
  readonly businessKey: readonly (keyof C & string)[];
  readonly company?: keyof C & string;
}

/** Declares a table; exists for the types it infers. */
export const defineTable = <S extends Side, C extends Columns>(table: Declaration<S, C>): Table<S, C> => table;

/** What a new row holds before anybody has written to it. */
export const initialValues = ({ columns }: Table): Values =>
  Object.fromEntries(Object.entries(columns).flatMap(([name, { initially }]) => (initially === undefined ? [] : [[name, initially]])));
