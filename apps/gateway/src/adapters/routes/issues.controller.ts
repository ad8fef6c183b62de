import { Controller, Get, Post } from '@nestjs/common';
import * as contract from '@tandem/contracts/issues';
import { Bus } from '@tandem/platform/messaging/bus';
import { Input } from '../http/input';
import { Asks, Describes, Roles } from '../http/operation';
import { AssignIssue, IssueGroupList, ListOrGroupIssues } from './issue-inputs';
import { ofConnection } from './version-1';

/** Records that wait, are parked, are in conflict or were left alone, each with its reason. */
@Controller(ofConnection('issues'))
export class IssuesController {
  constructor(private readonly bus: Bus) {}

  @Get()
  @Roles('viewer')
  @Describes({
    summary: 'Lists issues, the last seen first; groupBy=code groups them by cause',
    input: ListOrGroupIssues,
    answer: [contract.IssueList, IssueGroupList],
  })
  async list(@Input() { groupBy, ...input }: ListOrGroupIssues): Promise<contract.IssueList | IssueGroupList> {
    if (!groupBy) return this.bus.ask(contract.listIssues, input);
    return { items: (await this.bus.ask(contract.groupIssues, input)).groups };
  }

  @Post('retry')
  @Roles('operator')
  @Asks(contract.retryIssues, 'Looks at records again: those named, or all that a filter names', { status: 202, starts: true })
  retryAll(@Input() input: contract.ChooseIssues): Promise<contract.IssuesChanged> {
    return this.bus.ask(contract.retryIssues, input);
  }

  @Post('dismiss')
  @Roles('operator')
  @Asks(contract.dismissIssues, 'Dismisses issues: those named, or all that a filter names', { starts: true })
  dismissAll(@Input() input: contract.ChooseIssues): Promise<contract.IssuesChanged> {
    return this.bus.ask(contract.dismissIssues, input);
  }

  @Post('assign')
  @Roles('operator')
  @Asks(contract.assignIssues, 'Gives issues to a person: those named, or all that a filter names', { starts: true })
  assignAll(@Input() input: contract.AssignIssues): Promise<contract.IssuesChanged> {
    return this.bus.ask(contract.assignIssues, input);
  }

  @Get(':issueId')
  @Roles('viewer')
  @Asks(contract.readIssue, 'Reads an issue')
  read(@Input() input: contract.IssueReference): Promise<contract.IssueView> {
    return this.bus.ask(contract.readIssue, input);
  }

  @Post(':issueId/retry')
  @Roles('operator')
  @Describes({
    summary: 'Looks at the record of an issue again',
    input: contract.IssueReference,
    answer: contract.IssuesChanged,
    status: 202,
    starts: true,
  })
  async retry(@Input() input: contract.IssueReference): Promise<contract.IssuesChanged> {
    return this.bus.ask(contract.retryIssues, await this.onlyOne(input));
  }

  @Post(':issueId/resolve')
  @Roles('operator')
  @Asks(contract.resolveIssue, 'Decides a conflict: whose value stays, field by field', { starts: true })
  resolve(@Input() input: contract.ResolveIssue): Promise<contract.IssueView> {
    return this.bus.ask(contract.resolveIssue, input);
  }

  @Post(':issueId/dismiss')
  @Roles('operator')
  @Describes({ summary: 'Dismisses an issue', input: contract.IssueReference, answer: contract.IssuesChanged, starts: true })
  async dismiss(@Input() input: contract.IssueReference): Promise<contract.IssuesChanged> {
    return this.bus.ask(contract.dismissIssues, await this.onlyOne(input));
  }

  @Post(':issueId/assign')
  @Roles('operator')
  @Describes({ summary: 'Gives an issue to a person', input: AssignIssue, answer: contract.IssuesChanged, starts: true })
  async assign(@Input() { assignee, ...input }: AssignIssue): Promise<contract.IssuesChanged> {
    return this.bus.ask(contract.assignIssues, { ...(await this.onlyOne(input)), assignee });
  }

  /** A choice of one issue that exists: of many the unknown are passed over, one alone is missing. */
  private async onlyOne({ connectionId, issueId }: contract.IssueReference): Promise<contract.ChooseIssues> {
    await this.bus.ask(contract.readIssue, { connectionId, issueId });
    return { connectionId, ids: [issueId] };
  }
}
