/** What people may look at; read from where it is kept, in one question each. */
import { GuardDetail, GuardList, GuardReference, ListGuards } from '@tandem/contracts/guards';
import { DriftList, ListDrift } from '@tandem/contracts/drift';
import { GroupIssues, IssueGroups, IssueList, IssueReference, IssueView, ListIssues } from '@tandem/contracts/issues';
import { JobList, JobReference, JobView, Limits, ListJobs } from '@tandem/contracts/jobs';
import { ListReviews, ReviewList, ReviewReference, ReviewView } from '@tandem/contracts/reviews';

export abstract class JobViews {
  abstract list(question: ListJobs): Promise<JobList>;
  /** @throws Failure `rejected` `job.notFound` */
  abstract one(question: JobReference): Promise<JobView>;
  abstract these(connectionId: string, jobIds: readonly string[]): Promise<JobView[]>;
  abstract limits(connectionId: string): Promise<Limits>;
}

export abstract class ReviewViews {
  abstract list(question: ListReviews): Promise<ReviewList>;
  /** @throws Failure `rejected` `review.notFound` */
  abstract one(question: ReviewReference): Promise<ReviewView>;
}

export abstract class IssueViews {
  /** Open issues of these records, of any mapping and direction; marks are not among them. */
  abstract ofRecords(connectionId: string, recordIds: readonly string[]): Promise<IssueView[]>;
  abstract list(question: ListIssues): Promise<IssueList>;
  abstract groups(question: GroupIssues): Promise<IssueGroups>;
  /** @throws Failure `rejected` `issue.notFound` */
  abstract one(question: IssueReference): Promise<IssueView>;
}

export abstract class GuardViews {
  abstract list(question: ListGuards): Promise<GuardList>;
  /** @throws Failure `rejected` `guard.notFound` */
  abstract one(question: GuardReference): Promise<GuardDetail>;
}

export abstract class DriftViews {
  abstract list(question: ListDrift): Promise<DriftList>;
}
