import type { Table } from '../metadata/table';
import type { RequestContext } from '../request-context';
import type { Row } from '../storage/row';
import { Expansion } from './expansion';
import { RowWriter } from './row-writer';
import { selectedColumns } from './selection';

/** Writes whole entities of one table: selected columns, then what is expanded. */
export class EntityWriter {
  private readonly row: RowWriter;
  private readonly expansion: Expansion | undefined;

  constructor(context: RequestContext, table: Table, { select, expand }: { select?: string; expand?: string }) {
    this.row = new RowWriter(context.database, table, selectedColumns(table, select), context.preferences);
    this.expansion = expand === undefined ? undefined : new Expansion(context, table, expand);
  }

  /** Without braces. */
  members(row: Row): string {
    const members = this.row.members(row);
    return this.expansion === undefined ? members : members + this.expansion.members(row);
  }

  list(rows: readonly Row[]): string {
    if (rows.length === 0) return '[]';
    let text = '[{';
    for (let at = 0; at < rows.length; at += 1) text += (at === 0 ? '' : '},{') + this.members(rows[at] as Row);
    return `${text}}]`;
  }
}

/** `name,primarycontactid(fullname)` for the context URL; empty when every column is shown. */
export function contextSelection(select: string | undefined, expand: string | undefined): string {
  const parts = [...(select === undefined ? [] : [select]), ...(expand === undefined ? [] : [expand.replace(/\(.*?\)/g, '()')])];
  return parts.length === 0 ? '' : `(${parts.join(',')})`;
}
