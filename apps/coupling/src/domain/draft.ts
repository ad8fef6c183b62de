/** The couplings of one transaction: as they were found, and as they shall be. */
import { Direction, Side } from '@tandem/domain/value';
import { Coupling, Unstored } from './coupling';

/** When a transaction happens. */
export interface Moment {
  /** The counter of versions: larger than every version whose transaction has ended before. */
  readonly version: bigint;
  /** By the clock that also ends leases. */
  readonly now: Date;
  /** An id that nobody has. */
  readonly newId: () => string;
}

export interface Changes {
  readonly inserted: readonly Coupling[];
  readonly changed: readonly Coupling[];
  readonly removedIds: readonly string[];
}

/** What a person did, for the audit trail. */
export interface AuditNote {
  /** What was done: `coupling.coupled`. */
  readonly action: string;
  /** What it was done to: a coupling, or a mapping. */
  readonly target: string;
  /** The couplings, where they are many. */
  readonly fields?: readonly string[];
  /** The pair, of which a digest is kept. */
  readonly before?: unknown;
  readonly after?: unknown;
}

/** What a page has written to one of the systems, for the audit trail. */
export interface Write {
  readonly mapping: string;
  /** The direction whose target was written. */
  readonly direction: Direction;
  readonly operation: 'create' | 'update' | 'delete';
  /** The target's id. */
  readonly recordId: string;
  /** Of an update. */
  readonly columns?: readonly string[];
}

export class Draft {
  private readonly foundIds: ReadonlySet<string>;
  private readonly current = new Map<string, Coupling>();
  private readonly byRecord = new Map<string, Coupling>();
  private readonly touchedIds = new Set<string>();
  private readonly told: AuditNote[] = [];
  private readonly written: Write[] = [];

  constructor(
    found: Iterable<Coupling>,
    readonly moment: Moment,
  ) {
    for (const coupling of found) this.keep(coupling);
    this.foundIds = new Set(this.current.keys());
  }

  coupling(id: string): Coupling | undefined {
    return this.current.get(id);
  }

  /** Every coupling that was found or made. */
  all(): Coupling[] {
    return [...this.current.values()];
  }

  /** The coupling or tombstone that has a record: there is never more than one. */
  having(side: Side, table: string, id: string): Coupling | undefined {
    return this.byRecord.get(recordKey(side, table, id));
  }

  /** Stores a coupling under a version that this coupling has never had. */
  put(next: Unstored): Coupling {
    const before = this.current.get(next.id);
    if (before) this.lose(before);
    const { now, version: counter } = this.moment;
    const version = before && before.version >= counter ? before.version + 1n : counter;
    this.touchedIds.add(next.id);
    return this.keep({ ...next, version, createdAt: before?.createdAt ?? now, changedAt: now });
  }

  remove(coupling: Coupling): void {
    this.lose(coupling);
    this.touchedIds.add(coupling.id);
  }

  /** Tells the audit trail what a person does; it is stored with the change. */
  note(note: AuditNote): void {
    this.told.push(note);
  }

  notes(): readonly AuditNote[] {
    return this.told;
  }

  /** Tells the audit trail what a page has written; all writes of a change are one entry. */
  wrote(...writes: readonly Write[]): void {
    this.written.push(...writes);
  }

  writes(): readonly Write[] {
    return this.written;
  }

  /** What has to be stored. */
  changes(): Changes {
    const touched = [...this.touchedIds];
    const present = touched.flatMap((id) => this.current.get(id) ?? []);
    return {
      inserted: present.filter(({ id }) => !this.foundIds.has(id)),
      changed: present.filter(({ id }) => this.foundIds.has(id)),
      removedIds: touched.filter((id) => this.foundIds.has(id) && !this.current.has(id)),
    };
  }

  private keep(coupling: Coupling): Coupling {
    this.current.set(coupling.id, coupling);
    for (const key of recordKeys(coupling)) this.byRecord.set(key, coupling);
    return coupling;
  }

  private lose(coupling: Coupling): void {
    this.current.delete(coupling.id);
    for (const key of recordKeys(coupling)) this.byRecord.delete(key);
  }
}

const recordKey = (side: Side, table: string, id: string): string => `${side}/${table}/${id}`;

const recordKeys = ({ ids, tables }: Coupling): string[] =>
  (['businessCentral', 'sales'] as const).flatMap((side) => (ids[side] === null ? [] : [recordKey(side, tables[side], ids[side])]));
