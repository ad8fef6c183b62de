import { Failure } from '@tandem/domain/failure';
import { DueRecord } from '../../domain/due/due-records';
import { Guard, GuardDecision, GuardedDeletion } from '../../domain/guards/guards';
import { FoundIssue } from '../../domain/issues/issues';
import { Collections, UnitOfWork } from '../../domain/unit-of-work';
import { MakeDuePages } from '../due/make-due-pages';

export interface DecidedGuard {
  readonly connectionId: string;
  readonly guardId: string;
  readonly decidedBy: string;
  readonly reason?: string;
}

/** What a person answers the guard. Answering the same again changes nothing; what was rejected can be approved later. */
export class DecideGuard {
  constructor(
    private readonly work: UnitOfWork,
    private readonly makeDuePages: MakeDuePages,
  ) {}

  /** The deletions are looked at again at once, and carried out. */
  async approve(decided: DecidedGuard): Promise<void> {
    await this.decide(decided, 'approved', ({ dueRecords }, guard, deletions) =>
      dueRecords.add(deletions.map((deletion) => dueOf(guard, deletion))),
    );
    await this.makeDuePages.run(decided.connectionId);
  }

  /** The deletions stay listed, with that reason. */
  reject(decided: DecidedGuard): Promise<void> {
    return this.decide(decided, 'rejected', ({ issues }, guard, deletions) =>
      issues.open(
        { ...guard, reviewId: null, createUncoupled: false },
        deletions.map((deletion) => issueOf(decided, deletion)),
      ),
    );
  }

  private decide(
    {
      connectionId,
      guardId,
      decidedBy,
      reason = null,
    }: { connectionId: string; guardId: string; decidedBy: string; reason?: string | null },
    state: GuardDecision['state'],
    carryOut: (collections: Collections, guard: Guard, deletions: readonly GuardedDeletion[]) => Promise<void>,
  ): Promise<void> {
    return this.work.run(connectionId, async (collections) => {
      const guard = await collections.guards.locked(guardId);
      if (!guard) throw new Failure('rejected', 'guard.notFound', 'The guard asks no such question on this connection.');
      if (guard.state === state) return;
      if (guard.state === 'approved') throw alreadyApproved();
      await collections.auditNotes.add({ connectionId, action: `guard.${state}`, target: guardId });
      await carryOut(collections, guard, await collections.guards.decide(guardId, { state, decidedBy, reason }));
    });
  }
}

const alreadyApproved = (): Failure =>
  new Failure('blocked', 'guard.alreadyApproved', 'The deletions have been approved and are carried out.', {
    help: 'Restore what was deleted by mistake.',
  });

const dueOf = ({ connectionId, overlay, mapping, direction }: Guard, { recordId }: GuardedDeletion): DueRecord => ({
  ...{ connectionId, overlay, mapping, direction, recordId },
  ...{ reason: 'retry', delayMs: 0, force: false, createUncoupled: false, reviewId: null },
});

const issueOf = ({ guardId, decidedBy, reason }: DecidedGuard, { recordId, label }: GuardedDeletion): FoundIssue => ({
  recordId,
  kind: 'parked',
  code: 'deletion.rejected',
  message: `The record was deleted; ${decidedBy} has decided that nothing follows from it${reason ? `: ${reason}` : ''}.`,
  details: { guardId, help: 'Restore the record, remove the coupling, or approve the deletions after all.' },
  needs: [],
  label,
});
