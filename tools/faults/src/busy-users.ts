/** Users of both systems who go on working while Tandem synchronises: they change, add and delete records at random. */
import { setTimeout as pause } from 'node:timers/promises';
import type { RowEdit } from '../../simulator/src/service/controlled-rows';
import { SeededRandom } from '../../simulator/src/service/seeded-random';
import { SimulatorControl } from './simulator-control';

/** A table as its users see it. */
export interface Desk {
  readonly system: SimulatorControl;
  readonly table: string;
  /** Rows that users change and delete. */
  readonly keys: readonly string[];
  /** What they write into a row; `serial` makes it unique. */
  readonly change: (serial: number) => Record<string, unknown>;
  readonly addition: (serial: number) => Record<string, unknown>;
}

export interface Edits {
  changed: number;
  added: number;
  deleted: number;
}

/** Several edits in one go carry the same time. */
const editsAtOnce = 6;
const everyMs = 150;

export class BusyUsers {
  readonly edits: Edits = { changed: 0, added: 0, deleted: 0 };
  private readonly gone = new Set<string>();
  private serial = 0;

  constructor(
    private readonly desks: readonly Desk[],
    private readonly random: SeededRandom,
  ) {}

  /** Works until told to stop. */
  async work(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      for (const desk of this.desks) await desk.system.edit(Array.from({ length: editsAtOnce }, () => this.next(desk)));
      await pause(everyMs);
    }
  }

  /** Rows that were there from the start and still are. */
  get present(): string[] {
    return this.desks.flatMap(({ keys }) => keys.filter((key) => !this.gone.has(key)));
  }

  private next({ table, keys, change, addition }: Desk): RowEdit {
    this.serial++;
    const chance = this.random.next();
    if (chance < 0.2) {
      this.edits.added++;
      return { table, values: addition(this.serial) };
    }
    const key = this.stillThere(keys);
    if (chance < 0.24) {
      this.gone.add(key);
      this.edits.deleted++;
      return { table, key, remove: true };
    }
    this.edits.changed++;
    return { table, key, values: change(this.serial) };
  }

  private stillThere(keys: readonly string[]): string {
    for (;;) {
      const key = this.random.pick(keys);
      if (!this.gone.has(key)) return key;
    }
  }
}
