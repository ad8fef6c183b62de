import { Failure } from '@tandem/domain/failure';
import { Direction, targetOf } from '@tandem/domain/value';
import { DueRecord } from '../../domain/due/due-records';
import { FieldChoices } from '../../domain/jobs/page';
import { IssueFilter } from '../../domain/issues/issues';
import { Collections, UnitOfWork } from '../../domain/unit-of-work';
import { MakeDuePages } from '../due/make-due-pages';

/** Issues by id, or all open ones that a filter names. */
export interface ChosenIssues {
  readonly connectionId: string;
  readonly ids?: readonly string[];
  readonly filter?: IssueFilter;
}

/** What a person does with issues; each answers how many. */
export class ActOnIssues {
  constructor(
    private readonly work: UnitOfWork,
    private readonly makeDuePages: MakeDuePages,
  ) {}

  /** The records are looked at again at once. */
  async retry(chosen: ChosenIssues): Promise<number> {
    const filter = filterOf(chosen);
    const due = await this.noted(chosen, { action: 'issues.retried' }, ({ issues }) => issues.makeDue(chosen.connectionId, filter));
    await this.makeDuePages.run(chosen.connectionId);
    return due;
  }

  dismiss(chosen: ChosenIssues): Promise<number> {
    const filter = filterOf(chosen);
    return this.noted(chosen, { action: 'issues.dismissed' }, ({ issues }) => issues.dismiss(chosen.connectionId, filter));
  }

  assign(chosen: ChosenIssues, assignee: string | null): Promise<number> {
    const filter = filterOf(chosen);
    return this.noted(chosen, { action: 'issues.assigned' }, ({ issues }) => issues.assign(chosen.connectionId, filter, assignee));
  }

  private noted(
    chosen: ChosenIssues,
    { action }: { readonly action: string },
    act: (collections: Collections) => Promise<number>,
  ): Promise<number> {
    const { connectionId, ids, filter } = chosen;
    return this.work.run(connectionId, async (collections) => {
      const touched = await act(collections);
      const note = { connectionId, action, target: targetOfNote(chosen), fields: ids ?? [], after: { filter: filter ?? null, touched } };
      if (touched > 0) await collections.auditNotes.add(note);
      return touched;
    });
  }

  /** Stores whose value stays, field by field, and has the pair looked at with it: each direction carries what was chosen of its source. */
  async resolve({ issueId, choices, ...conflict }: Conflict & { choices: FieldChoices }): Promise<void> {
    const bySide = Object.values(choices);
    if (bySide.length === 0 || bySide.some((side) => side !== 'businessCentral' && side !== 'sales'))
      throw new Failure('rejected', 'issue.unknownSide', 'A choice names for each field the side whose value stays.', {
        help: 'Choose businessCentral or sales.',
      });
    await this.work.run(conflict.connectionId, async ({ issues, dueRecords, auditNotes }) => {
      await issues.choose(issueId, choices);
      await issues.makeDue(conflict.connectionId, { ids: [issueId] });
      await dueRecords.add(theOtherWay({ ...conflict, choices }));
      const { connectionId } = conflict;
      await auditNotes.add({ connectionId, action: 'issue.resolved', target: issueId, fields: Object.keys(choices), after: choices });
    });
    await this.makeDuePages.run(conflict.connectionId);
  }
}

/** How the audit trail names a choice of issues: by the only one, or by what they have in common. */
function targetOfNote({ ids, filter }: ChosenIssues): string {
  if (ids) return ids.length === 1 ? ids[0]! : 'issues';
  return filter?.mapping ?? filter?.code ?? 'issues';
}

/** An issue about a pair whose sides have both changed. */
export interface Conflict {
  readonly connectionId: string;
  readonly issueId: string;
  readonly mapping: string;
  /** The direction in which the conflict was found. */
  readonly direction: Direction;
  /** The record's counterpart, on the direction's target side. */
  readonly counterpart?: string;
}

function theOtherWay({
  connectionId,
  mapping,
  direction,
  counterpart,
  choices,
}: Omit<Conflict, 'issueId'> & { choices: FieldChoices }): DueRecord[] {
  if (counterpart === undefined || !Object.values(choices).includes(targetOf(direction))) return [];
  return [
    {
      ...{
        connectionId,
        mapping,
        overlay: null,
        direction: direction === 'toSales' ? 'fromSales' : 'toSales',
        recordId: counterpart,
        choices,
      },
      ...{ reason: 'retry', delayMs: 0, force: false, createUncoupled: false, reviewId: null },
    },
  ];
}

/** @throws Failure `rejected` `issue.noneChosen`: an empty choice must not mean all */
function filterOf({ ids, filter }: ChosenIssues): IssueFilter {
  if (ids === undefined && (filter === undefined || Object.values(filter).every((value) => value === undefined)))
    throw new Failure('rejected', 'issue.noneChosen', 'No issue is chosen.', {
      help: 'Name ids, or a filter with at least one condition.',
    });
  return { ...filter, ...(ids ? { ids } : {}) };
}
