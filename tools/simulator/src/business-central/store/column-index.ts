/** Finds rows by the value of one column, as it is stored or without regard to case. Blank values are not kept. */
import type { Row, Value } from './column';

export type Fold = 'exact' | 'lower' | 'upper';

export class ColumnIndex {
  private readonly byValue = new Map<Value, Row[]>();

  constructor(
    private readonly place: number,
    private readonly fold: Fold = 'exact',
  ) {}

  get(value: Value): readonly Row[] {
    return this.byValue.get(value) ?? [];
  }

  add(row: Row): void {
    const value = this.valueOf(row);
    if (value === '') return;
    const rows = this.byValue.get(value);
    if (rows) rows.push(row);
    else this.byValue.set(value, [row]);
  }

  /** `before`: the row's values when it was added. */
  remove(row: Row, before: Row = row): void {
    const value = this.valueOf(before);
    const rows = this.byValue.get(value);
    if (!rows) return;
    rows.splice(rows.indexOf(row), 1);
    if (rows.length === 0) this.byValue.delete(value);
  }

  /** A row whose column did not change keeps its place. */
  move(row: Row, before: Row): void {
    if (before[this.place] === row[this.place]) return;
    this.remove(row, before);
    this.add(row);
  }

  private valueOf(row: Row): Value {
    const value = row[this.place] as Value;
    if (this.fold === 'exact' || typeof value !== 'string') return value;
    return this.fold === 'lower' ? value.toLowerCase() : value.toUpperCase();
  }
}
