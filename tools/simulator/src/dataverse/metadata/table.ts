import type { Column } from './column';

/** One table of the organisation: its names, columns, navigation properties and alternate keys. */
export interface Table {
  readonly logicalName: string;
  readonly setName: string;
  readonly typeCode: number;
  readonly primaryId: string;
  /** Undefined for tables without a name column, such as order lines. */
  readonly primaryName: string | undefined;
  readonly ownership: 'user' | 'organization';
  /** A customizer may switch it. */
  changeTracking: boolean;
  readonly optimisticConcurrency: boolean;
  /** By logical name. */
  readonly columns: Map<string, Column>;
  /** By the name on the wire (`name`, `_ownerid_value`). */
  readonly properties: Map<string, Column>;
  /** Single-valued navigation: one lookup, one target (`undefined` = any of the lookup's targets). */
  readonly lookups: Map<string, SingleNavigation>;
  readonly collections: Map<string, CollectionNavigation>;
  readonly keys: AlternateKey[];
}

export interface SingleNavigation {
  readonly name: string;
  readonly column: Column;
  /** Logical names of the tables it may reach. */
  readonly targets: readonly string[];
}

/** The many side: rows of `table` whose `lookup` points here, or the rows linked in an N:N `association`. */
export interface CollectionNavigation {
  readonly name: string;
  readonly table: string;
  readonly lookup?: string;
  readonly association?: Association;
}

export interface Association {
  readonly name: string;
  /** Logical names; `left` is the one whose id stands first. */
  readonly left: string;
  readonly right: string;
}

export interface AlternateKey {
  readonly name: string;
  readonly columns: readonly string[];
  status: 'Pending' | 'InProgress' | 'Active' | 'Failed';
}
