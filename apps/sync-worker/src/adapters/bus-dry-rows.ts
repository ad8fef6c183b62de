import { DryRow, DryTable, keepDryRows, listCreatedDryRows, readDryRows } from '@tandem/contracts/dry-run';
import { Table } from '@tandem/domain/tables/table';
import { Bus } from '@tandem/platform/messaging/bus';
import { DryRows } from '../use-cases/ports/dry-rows';
import { piecesOf } from '../use-cases/read-page';

/** A message holds 1 MB; a whole row takes up to 2 kB. */
const rowsAtOnce = 500;

/** The rows of one dry run, kept by the coupling service. */
export class BusDryRows extends DryRows {
  constructor(
    private readonly bus: Bus,
    private readonly connectionId: string,
    private readonly overlay: string,
  ) {
    super();
  }

  async keep(table: Table, rows: readonly DryRow[]): Promise<ReadonlySet<string>> {
    const answers = await Promise.all(
      piecesOf(rows, rowsAtOnce).map((piece) => this.bus.ask(keepDryRows, { ...this.scope(table), rows: piece })),
    );
    return new Set(answers.flatMap(({ known }) => known));
  }

  async read(table: Table, ids: readonly string[]): Promise<readonly DryRow[]> {
    if (ids.length === 0) return [];
    return (await this.bus.ask(readDryRows, { ...this.scope(table), ids: [...ids] })).rows;
  }

  async created(table: Table, after: string | undefined, limit: number): Promise<readonly DryRow[]> {
    const found: DryRow[] = [];
    for (let from = after; found.length < limit; from = found.at(-1)?.id) {
      const piece = Math.min(rowsAtOnce, limit - found.length);
      const { rows } = await this.bus.ask(listCreatedDryRows, { ...this.scope(table), after: from, limit: piece });
      found.push(...rows);
      if (rows.length < piece) break;
    }
    return found;
  }

  private scope({ side, name }: Table): DryTable {
    return { connectionId: this.connectionId, overlay: this.overlay, side, table: name };
  }
}
