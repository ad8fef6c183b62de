/** The deletion guard, asked before anything follows from deletions: what it holds back waits for a person, what a person has rejected stays as it is. */
import { GuardedPolicy } from '@tandem/contracts/deletion-guard';
import { Pages } from '../ports/pages';
import { Run } from '../run';
import { Deletion, listDeletion } from './deletion';

const texts = {
  held: {
    code: 'deletion.held',
    message: 'So many records were deleted in a short time that a person is asked before anything follows from it.',
    help: 'Approve or reject the deletions in the list of guards.',
  },
  rejected: {
    code: 'deletion.rejected',
    message: 'The record was deleted; a person has decided that nothing follows from it.',
    help: 'Restore the record, remove the coupling, or approve the deletions after all.',
  },
} as const;

/** The deletions that may be carried out; the others are listed with the reason. */
export async function pastTheGuard(
  run: Run,
  deletions: readonly Deletion[],
  { pages, policy }: { pages: Pages; policy: GuardedPolicy },
): Promise<Deletion[]> {
  const asked = deletions.map(({ recordId, coupling }) => ({ recordId, label: coupling.label ?? undefined }));
  const { verdicts, guardId } = await pages.passGuard(run.page, { policy, deletions: asked });
  return deletions.filter((deletion) => {
    const verdict = verdicts[deletion.recordId] ?? 'passed';
    if (verdict === 'passed') return true;
    const { code, message, help } = texts[verdict];
    listDeletion(run, deletion, { code, message, details: { help, ...(guardId && { guardId }) } });
    return false;
  });
}
