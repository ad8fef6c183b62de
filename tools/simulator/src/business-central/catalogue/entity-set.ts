/** An entity set as a client sees it: typed properties over a table, what may be done with them, and where they lead. */
import type { EdmType, Row, Value } from '../store/column';
import type { Company } from '../store/company';

/** `once`: accepted on POST, refused on PATCH. `ignored`: accepted and without effect (the id of document buffers). */
export type Access = 'readWrite' | 'readOnly' | 'once' | 'ignored';

export interface Property {
  readonly name: string;
  readonly type: EdmType;
  readonly caption: string;
  readonly maxLength?: number;
  readonly code?: boolean;
  readonly values?: readonly string[];
  readonly access: Access;
  /** Never returned, not selectable. */
  readonly writeOnly: boolean;
  readonly read: (row: Row, company: Company) => Value;
  /** Place of the stored column behind the property, when it is shown as it is stored. */
  readonly place?: number;
  /** The set whose row this property names, by its id or by its key column. */
  readonly references?: Reference;
  /** The stored code or number that an id property stands for. */
  readonly codeColumn?: string;
}

export interface Reference {
  readonly table: string;
  readonly by: 'id' | 'key';
}

/** `rows` answers the related rows in key order; `link` is what a row created below its parent inherits. */
export interface Navigation {
  readonly name: string;
  readonly target: string;
  readonly many: boolean;
  readonly rows: (row: Row, company: Company) => readonly Row[];
  readonly link?: (parent: Row) => Readonly<Record<string, Value>>;
}

export type Api = 'v2.0' | 'companion';
export type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';

export interface EntitySet {
  readonly api: Api;
  readonly name: string;
  readonly entity: string;
  readonly table: string;
  readonly key: readonly string[];
  readonly methods: ReadonlySet<Method>;
  readonly actions: ReadonlySet<string>;
  readonly properties: ReadonlyMap<string, Property>;
  readonly navigation: ReadonlyMap<string, Navigation>;
  /** Lines of a document buffer can only be read below their document. */
  readonly needsParent?: string;
  /** Rows that the set shows; all of its table without it. */
  readonly only?: (row: Row) => boolean;
}
