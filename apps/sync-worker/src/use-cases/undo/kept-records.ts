/** Created records that an undo leaves where they are; each is listed with its reason. */
import { CreatedRecord } from '@tandem/contracts/created-records';
import { Failure } from '@tandem/domain/failure';
import { Run } from '../run';

function keep(
  { tally }: Run,
  { sourceId, targetId, label }: CreatedRecord,
  reason: { code: string; message: string; fields?: readonly string[] },
): void {
  const { code, message, fields } = reason;
  tally.issue({
    recordId: sourceId,
    kind: 'skipped',
    code,
    message,
    details: { counterpart: targetId, fields },
    label: label ?? undefined,
  });
}

export function keepEdited(run: Run, created: CreatedRecord, { fields }: { readonly fields: readonly string[] }): void {
  const what = fields.length > 0 ? ` (${fields.join(', ')})` : '';
  keep(run, created, {
    code: 'undo.editedSince',
    message: `The counterpart was created by the review, but has been changed since${what}; it stays.`,
    fields,
  });
}

export const keepInProgress = (run: Run, created: CreatedRecord): void =>
  keep(run, created, { code: 'undo.inProgress', message: 'The record is being synchronised at the moment; its counterpart stays.' });

export const keepReferredTo = (run: Run, created: CreatedRecord): void =>
  keep(run, created, {
    code: 'undo.referredTo',
    message: 'The counterpart was created by the review, but other records that stay refer to it; it stays as well.',
  });

/** The service refuses to delete it. */
export const park = ({ tally }: Run, { sourceId, label }: CreatedRecord, { code, message, details }: Failure): void =>
  tally.issue({ recordId: sourceId, kind: 'parked', code, message, details, label: label ?? undefined });
