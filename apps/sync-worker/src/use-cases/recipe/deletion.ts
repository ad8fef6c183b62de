/** A record of the run's source that was deleted, while its counterpart may still be there. */
import { CouplingView } from '@tandem/contracts/coupling';
import { RecordIssue } from '@tandem/contracts/findings';
import { Run } from '../run';

export interface Deletion {
  readonly recordId: string;
  /** As it stands since the deletion is known. */
  readonly coupling: CouplingView;
}

/** Why nothing follows from a deletion. */
export type DeletionReason = Pick<RecordIssue, 'code' | 'message' | 'details'>;

/** Parks a deletion: nothing follows from it before a person, or the mapping, says so. */
export function listDeletion({ tally }: Run, { recordId, coupling }: Deletion, { code, message, details }: DeletionReason): void {
  tally.issue({ recordId, kind: 'parked', code, message, details, label: coupling.label ?? undefined });
}
