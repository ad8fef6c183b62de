/**
 * Special rules: what a mapping does beyond copying fields. Each is one small file with its own test and is of one of five kinds.
 * None does input or output per record; what a rule must know of other tables it declares in `reads`, and the engine reads it once per page.
 */
import { Failure } from '../failure';
import { StoredRecord } from '../ports/record-store';
import { Table } from '../tables/table';
import { Direction, Values } from '../value';
import { Surroundings } from './surroundings';

/** A small table that a rule looks at, read whole once per page. */
export interface ReadWhole {
  readonly table: Table;
  readonly columns: readonly string[];
}

/** What a rule may look at. */
export interface RuleContext {
  readonly direction: Direction;
  readonly surroundings: Surroundings;
  /** The rows of the tables named in `reads`, by table name. */
  readonly rows: Readonly<Record<string, readonly StoredRecord[]>>;
  /** Memory of one page, for rules that hand out numbers. */
  readonly memory: Map<string, unknown>;
}

interface RuleTraits {
  /** A short sentence in the present tense: what holds, once the rule has been applied. */
  readonly name: string;
  readonly direction: Direction | 'both';
  readonly reads?: readonly ReadWhole[];
}

/** Changes the source's values before anything else looks at them. */
export interface NormaliseRule extends RuleTraits {
  readonly kind: 'normalise';
  apply(source: Values, context: RuleContext): Values;
}

/** Why a record does not travel: `skipped` for good, or refused (parks). */
export type Refusal = { readonly outcome: 'skipped' | 'failed'; readonly failure: Failure };

/** Says no to a record, with a reason a person understands. */
export interface RefuseRule extends RuleTraits {
  readonly kind: 'refuse';
  check(source: Values, context: RuleContext): Refusal | undefined;
}

/** Adds values to the target: compared and sent like one-way fields (`always`), or only when the record is created (`onCreate`). */
export interface CompleteRule extends RuleTraits {
  readonly kind: 'complete';
  readonly moment: 'always' | 'onCreate';
  /** Target columns that the rule may fill. */
  readonly columns: readonly string[];
  complete(source: Values, context: RuleContext): Completion | Failure;
  /** The first day after the work date, `yyyy-MM-dd`, on which the rule may add something else, though nobody touches the record; undefined where there is none. */
  nextLookOn?(source: Values, context: RuleContext): string | undefined;
}

export interface Completion {
  readonly values: Values;
  /** Lookups with several targets: column → table the value belongs to. */
  readonly lookupTables?: Readonly<Record<string, string>>;
}

/** A completion that adds nothing. */
export const nothingToAdd: Completion = { values: {} };

/** A row that follows from a record of the source. */
export interface DerivedRow {
  /** Names the row among all that the mapping derives in the table; its id follows from it. */
  readonly key: string;
  readonly values: Values;
}

/** Adds rows of another table of the target, whose ids follow from (connection, mapping, key): looked up once per chunk, written in bulk after the confirm. */
export interface DeriveRule extends RuleTraits {
  readonly kind: 'derive';
  /** The side that this direction writes to. */
  readonly direction: Direction;
  /** Of that side; its ids are the caller's to choose. */
  readonly table: Table;
  /** The rows of one record; the counterpart exists under `targetId`. The same record always gives the same keys. */
  rows(source: Values, targetId: string, context: RuleContext): readonly DerivedRow[];
}

/** A record of another mapping, on the side that is read: by its id, or by the business key of its table. */
export interface RecordReference {
  readonly mapping: string;
  readonly by: 'businessKey' | 'id';
  readonly value: string;
}

/** One bulk effect after a chunk was written: records of other mappings that must be looked at now. */
export interface AfterRule extends RuleTraits {
  readonly kind: 'after';
  due(source: Values, context: RuleContext): readonly RecordReference[];
}

export type SpecialRule = NormaliseRule | RefuseRule | CompleteRule | DeriveRule | AfterRule;
