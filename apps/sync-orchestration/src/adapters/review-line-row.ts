/** A line of a review as it stands in its table. */
import { AllowedDirection } from '@tandem/domain/value';
import { JobState } from '../domain/jobs/job';
import { Recommendation } from '../domain/reviews/recommendation';
import { LineState, ReviewLine } from '../domain/reviews/review';

export interface LineRow {
  mapping: string;
  wave: number;
  depends_on: string[];
  direction: AllowedDirection;
  proposed: Recommendation;
  recommendation: Recommendation;
  excluded: boolean;
  state: LineState;
  runs: number;
  counted_business_central: number;
  counted_sales: number;
  match_job_id: string | null;
  to_sales_job_id: string | null;
  from_sales_job_id: string | null;
  failure_code: string | null;
  failure_message: string | null;
  jobs: {
    id: string;
    step: 'match' | 'toSales' | 'fromSales';
    state: JobState;
    failureCode: string | null;
    failureMessage: string | null;
  }[];
}

export const toReviewLine = (row: LineRow): ReviewLine => ({
  mapping: row.mapping,
  wave: row.wave,
  dependsOn: row.depends_on,
  direction: row.direction,
  proposed: row.proposed,
  recommendation: row.recommendation,
  excluded: row.excluded,
  counted: { businessCentral: row.counted_business_central, sales: row.counted_sales },
  state: row.state,
  runs: row.runs,
  jobs: row.jobs.map(({ id, step, state, failureCode, failureMessage }) => ({
    id,
    step,
    state,
    failure: failureCode ? { code: failureCode, message: failureMessage ?? '' } : null,
  })),
});
