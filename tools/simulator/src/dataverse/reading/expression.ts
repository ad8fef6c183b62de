/** What a `$filter` says, before it is bound to a table. */

export type Comparison = 'eq' | 'ne' | 'gt' | 'ge' | 'lt' | 'le';
export type TextFunction = 'contains' | 'startswith' | 'endswith';

export type Literal =
  | { kind: 'null' }
  | { kind: 'string'; value: string }
  | { kind: 'number'; value: number }
  | { kind: 'boolean'; value: boolean }
  | { kind: 'guid'; value: string }
  | { kind: 'date'; value: string };

export interface PropertyPath {
  kind: 'property';
  /** `['primarycontactid', 'fullname']`; inside a lambda without its variable. */
  path: string[];
}

export type Operand = PropertyPath | { kind: 'literal'; literal: Literal };

export type Expression =
  | { kind: 'and' | 'or'; left: Expression; right: Expression }
  | { kind: 'not'; operand: Expression }
  | { kind: 'comparison'; operator: Comparison; left: Operand; right: Operand }
  | { kind: 'text'; function: TextFunction; operand: PropertyPath; pattern: string }
  | { kind: 'platform'; function: string; parameters: Map<string, Literal | Literal[]> }
  | { kind: 'lambda'; quantifier: 'any' | 'all'; path: string[]; body: Expression | undefined }
  | { kind: 'boolean'; operand: PropertyPath };
