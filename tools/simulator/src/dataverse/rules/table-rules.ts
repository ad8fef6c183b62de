import type { RequestContext } from '../request-context';
import type { Row } from '../storage/row';
import type { Transaction } from '../storage/transaction';
import type { RowDraft } from '../writing/row-draft';

/** The circumstances in which a rule runs; further writes of the rule join the same transaction. */
export interface RuleScope {
  readonly context: RequestContext;
  readonly transaction: Transaction;
  /** Creates, changes or deletes another row as the platform does it: unchecked by privileges and state. */
  readonly platform: PlatformWrites;
}

export interface PlatformWrites {
  create(table: string, values: Record<string, unknown>): Row;
  update(table: string, row: Row, values: Record<string, unknown>): void;
  remove(table: string, row: Row): void;
}

/** What the platform does beyond storing, for one table. Each may complete the draft or refuse with a `DataverseError`. */
export interface TableRules {
  creating?(draft: RowDraft, scope: RuleScope): void;
  created?(row: Row, scope: RuleScope): void;
  updating?(draft: RowDraft, scope: RuleScope): void;
  updated?(row: Row, scope: RuleScope): void;
  deleting?(row: Row, scope: RuleScope): void;
  deleted?(row: Row, scope: RuleScope): void;
}

/** Several rules as one, in order. */
export function allOf(...rules: readonly TableRules[]): TableRules {
  return {
    creating: (draft, scope) => rules.forEach((rule) => rule.creating?.(draft, scope)),
    created: (row, scope) => rules.forEach((rule) => rule.created?.(row, scope)),
    updating: (draft, scope) => rules.forEach((rule) => rule.updating?.(draft, scope)),
    updated: (row, scope) => rules.forEach((rule) => rule.updated?.(row, scope)),
    deleting: (row, scope) => rules.forEach((rule) => rule.deleting?.(row, scope)),
    deleted: (row, scope) => rules.forEach((rule) => rule.deleted?.(row, scope)),
  };
}
