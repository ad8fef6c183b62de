import { Failure } from '@tandem/domain/failure';
import { FieldChoices } from '../../domain/jobs/page';
import { IssueFilter } from '../../domain/issues/issues';
import { UnitOfWork } from '../../domain/unit-of-work';
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
    const due = await this.work.run(chosen.connectionId, ({ issues }) => issues.makeDue(chosen.connectionId, filter));
    await this.makeDuePages.run(chosen.connectionId);
    return due;
  }

  dismiss(chosen: ChosenIssues): Promise<number> {
    const filter = filterOf(chosen);
    return this.work.run(chosen.connectionId, ({ issues }) => issues.dismiss(chosen.connectionId, filter));
  }

  assign(chosen: ChosenIssues, assignee: string | null): Promise<number> {
    const filter = filterOf(chosen);
    return this.work.run(chosen.connectionId, ({ issues }) => issues.assign(chosen.connectionId, filter, assignee));
  }

  /** Stores whose value stays, field by field, and has the record looked at with it. */
  async resolve({ connectionId, issueId, choices }: { connectionId: string; issueId: string; choices: FieldChoices }): Promise<void> {
    const bySide = Object.values(choices);
    if (bySide.length === 0 || bySide.some((side) => side !== 'businessCentral' && side !== 'sales'))
      throw new Failure('rejected', 'issue.unknownSide', 'A choice names for each field the side whose value stays.', {
        help: 'Choose businessCentral or sales.',
      });
    await this.work.run(connectionId, async ({ issues }) => {
      await issues.choose(issueId, choices);
      await issues.makeDue(connectionId, { ids: [issueId] });
    });
    await this.makeDuePages.run(connectionId);
  }
}

/** @throws Failure `rejected` `issue.noneChosen`: an empty choice must not mean all */
function filterOf({ ids, filter }: ChosenIssues): IssueFilter {
  if (ids === undefined && (filter === undefined || Object.values(filter).every((value) => value === undefined)))
    throw new Failure('rejected', 'issue.noneChosen', 'No issue is chosen.', {
      help: 'Name ids, or a filter with at least one condition.',
    });
  return { ...filter, ...(ids ? { ids } : {}) };
}
