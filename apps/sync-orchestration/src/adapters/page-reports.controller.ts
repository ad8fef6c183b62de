import { Controller } from '@nestjs/common';
import * as contract from '@tandem/contracts/sync';
import { FailureKind } from '@tandem/domain/failure';
import { Answers } from '@tandem/platform/messaging/handlers';
import { FailPage } from '../use-cases/pages/fail-page';
import { ReportFindings } from '../use-cases/pages/report-findings';
import { ReportPage } from '../use-cases/pages/report-page';
import { ReportProgress } from '../use-cases/pages/report-progress';
import { toFoundIssue } from './page-on-wire';

/** What workers say about pages that they work on, have done, or could not do. */
@Controller()
export class PageReportsController {
  constructor(
    private readonly reportProgress: ReportProgress,
    private readonly reportFindings: ReportFindings,
    private readonly reportPage: ReportPage,
    private readonly failPage: FailPage,
  ) {}

  @Answers(contract.reportProgress)
  async progress(report: contract.ReportProgress): Promise<contract.TokenAnswer> {
    return { answer: await this.reportProgress.run(report) };
  }

  @Answers(contract.reportFindings)
  async findings(found: contract.ReportFindings): Promise<contract.TokenAnswer> {
    return { answer: await this.reportFindings.run({ ...found, issues: found.issues.map(toFoundIssue) }) };
  }

  @Answers(contract.reportPage)
  async report(report: contract.ReportPage): Promise<contract.TokenAnswer> {
    return { answer: await this.reportPage.run({ ...report, issues: report.issues.map(toFoundIssue), outcomes: report.outcomes ?? {} }) };
  }

  @Answers(contract.failPage)
  async fail({ pageId, token, failure, recordIds }: contract.FailPage): Promise<contract.TokenAnswer> {
    return { answer: await this.failPage.run({ pageId, token, failure: { ...failure, kind: failure.kind as FailureKind, recordIds } }) };
  }
}
