import { ControlError, type ControlledRows, type RowEdit, type WrittenRow } from './controlled-rows';
import type { RowVersions } from './row-versions';

/** Edits whose transaction has begun (their row version is taken) and that commit when they are released: late, with a smaller version. */
export class HeldWrites {
  private readonly held = new Map<string, { edit: RowEdit; version: number }>();
  private count = 0;

  constructor(
    private readonly rowVersions: RowVersions,
    private readonly rows: () => ControlledRows,
  ) {}

  hold(edit: RowEdit): { id: string; version: number } {
    const version = this.rowVersions.hold();
    this.count += 1;
    const id = `held-${this.count}`;
    this.held.set(id, { edit, version });
    return { id, version };
  }

  release(id: string): WrittenRow {
    const held = this.held.get(id);
    if (held === undefined) throw new ControlError(`No held write '${id}'.`);
    this.held.delete(id);
    const { edit, version } = held;
    this.rowVersions.release(version);
    return this.rows().edit(edit, { writer: edit.writer ?? 'user', version });
  }

  list(): Array<{ id: string; version: number; edit: RowEdit }> {
    return [...this.held].map(([id, held]) => ({ id, ...held }));
  }

  clear(): void {
    this.held.clear();
  }
}
