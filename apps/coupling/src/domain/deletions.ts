/** What becomes of a coupling when one of its records has been deleted; a deletion is recorded only after a read has shown that the record is gone. */
import { Side } from '@tandem/domain/value';
import { blankCoupling, Coupling, isTombstone, tombstoneOf } from './coupling';
import { Draft } from './draft';
import { MappedTables } from './mapped-tables';

export type DeletionPolicy = 'none' | 'restore' | 'removeCoupling' | 'deleteCounterpart';

export type DeletionOutcome = 'unknown' | 'issue' | 'restore' | 'uncoupled' | 'deleteCounterpart' | 'archived' | 'due';

export interface DeletedRecord {
  readonly tables: MappedTables;
  readonly side: Side;
  readonly id: string;
  readonly policy: DeletionPolicy;
}

export interface DeletionAnswer {
  readonly outcome: DeletionOutcome;
  readonly coupling?: Coupling;
}

/** Records that a record is gone. */
export function recordDeletion(draft: Draft, record: DeletedRecord): DeletionAnswer {
  const found = draft.having(record.side, record.tables[record.side], record.id);
  if (!found) return buried(draft, record);
  if (isTombstone(found)) return { outcome: 'unknown', coupling: found };
  if (found.claim && !isExpected(found, record.side)) return { outcome: 'due', coupling: found };
  if (found.claim)
    draft.wrote({ mapping: found.tables.mapping, direction: found.claim.direction, operation: 'delete', recordId: record.id });
  return change(draft, found, record);
}

/** A record without a coupling leaves a tombstone, so that a worker with an older read of it creates nothing. */
function buried(draft: Draft, { tables, side, id }: DeletedRecord): DeletionAnswer {
  draft.put({ ...blankCoupling(draft.moment.newId(), tables), ids: { businessCentral: null, sales: null, [side]: id }, deleted: side });
  return { outcome: 'unknown' };
}

/** Whether a claim is open to delete just this record. */
const isExpected = ({ claim, deleted }: Coupling, side: Side): boolean => claim?.kind === 'delete' && deleted !== null && deleted !== side;

function change(draft: Draft, found: Coupling, { side, policy }: DeletedRecord): DeletionAnswer {
  if (found.deleted !== null && found.deleted !== side) return { outcome: 'archived', coupling: draft.put(tombstoneOf(found, 'archived')) };
  if (policy === 'removeCoupling') return { outcome: 'uncoupled', coupling: draft.put(tombstoneOf(found, 'uncoupled')) };
  const marked = found.deleted === side ? found : draft.put({ ...found, deleted: side });
  return { outcome: policy === 'none' ? 'issue' : policy, coupling: marked };
}
