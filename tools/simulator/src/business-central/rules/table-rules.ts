/** What a table does when its rows are written: the triggers of its AL object. */
import type { Row } from '../store/column';
import type { Company } from '../store/company';
import type { Transaction } from '../store/transaction';
import type { Draft } from '../write/draft';

export interface Removal {
  readonly transaction: Transaction;
  readonly company: Company;
  readonly row: Row;
}

export interface TableRules {
  /** Before an insert: numbers, defaults, checks. */
  prepare?(draft: Draft): void;
  afterInsert?(draft: Draft): void;
  /** Before a modification: checks and what follows from the changed fields. */
  beforeModify?(draft: Draft): void;
  /** `draft.row` is the stored row by now. */
  afterModify?(draft: Draft): void;
  /** Throws when the row must stay; removes what belongs to it. */
  beforeDelete?(removal: Removal): void;
  afterDelete?(removal: Removal): void;
}
