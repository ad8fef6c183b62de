import { Controller } from '@nestjs/common';
import * as contract from '@tandem/contracts/issues';
import { Failure } from '@tandem/domain/failure';
import { Answers } from '@tandem/platform/messaging/handlers';
import { ActOnIssues } from '../use-cases/issues/act-on-issues';
import { IssueViews } from '../use-cases/views';

/** What people ask about issues. */
@Controller()
export class IssuesController {
  constructor(
    private readonly views: IssueViews,
    private readonly act: ActOnIssues,
  ) {}

  @Answers(contract.listIssues)
  list(question: contract.ListIssues): Promise<contract.IssueList> {
    return this.views.list(question);
  }

  @Answers(contract.groupIssues)
  group(question: contract.GroupIssues): Promise<contract.IssueGroups> {
    return this.views.groups(question);
  }

  @Answers(contract.readIssue)
  read(question: contract.IssueReference): Promise<contract.IssueView> {
    return this.views.one(question);
  }

  @Answers(contract.retryIssues)
  async retry(chosen: contract.ChooseIssues): Promise<contract.IssuesChanged> {
    return { issues: await this.act.retry(chosen) };
  }

  @Answers(contract.dismissIssues)
  async dismiss(chosen: contract.ChooseIssues): Promise<contract.IssuesChanged> {
    return { issues: await this.act.dismiss(chosen) };
  }

  @Answers(contract.assignIssues)
  async assign({ assignee, ...chosen }: contract.AssignIssues): Promise<contract.IssuesChanged> {
    return { issues: await this.act.assign(chosen, assignee ?? null) };
  }

  @Answers(contract.resolveIssue)
  async resolve({ choices, ...issue }: contract.ResolveIssue): Promise<contract.IssueView> {
    const { kind, details, mapping, direction } = await this.views.one(issue);
    if (kind !== 'conflict')
      throw new Failure('rejected', 'issue.notAConflict', 'Only a conflict is resolved by choosing values.', {
        help: 'Retry the record instead.',
      });
    requireFieldsOf(details, Object.keys(choices));
    const counterpart = typeof details.counterpart === 'string' ? details.counterpart : undefined;
    await this.act.resolve({ ...issue, mapping, direction, counterpart, choices });
    return this.views.one(issue);
  }
}

/** A choice for a field that is not in conflict would be carried out by nobody. */
function requireFieldsOf({ fields }: Readonly<Record<string, unknown>>, chosen: readonly string[]): void {
  const known = Array.isArray(fields) ? fields.map(String) : [];
  const unknown = chosen.filter((field) => !known.includes(field));
  if (unknown.length > 0)
    throw new Failure('rejected', 'issue.unknownField', `${unknown.join(', ')} is not in conflict.`, {
      help: `Choose for ${known.join(', ')}.`,
    });
}
