import { PlannedLine } from '../../domain/reviews/review';
import { adviseOn } from '../../domain/reviews/recommendation';
import { estimatedMatches, RecordCounts } from '../../domain/reviews/record-counts';
import { KnowConnection } from '../connections/know-connection';
import { PlanReview } from './plan-review';

/** What a survey says of a mapping beyond the plan of a review. */
export interface SurveyedLine extends PlannedLine {
  readonly estimatedMatches: number;
  readonly reason: string;
}

/** Looks at what both sides hold, as the plan of a full synchronisation would; the connection need not be enabled. Nothing is kept. */
export class SurveyConnection {
  constructor(
    private readonly knowConnection: KnowConnection,
    private readonly planReview: PlanReview,
    private readonly counts: RecordCounts,
  ) {}

  async run(connectionId: string): Promise<SurveyedLine[]> {
    const lines = await this.planReview.run(await this.knowConnection.run(connectionId));
    return Promise.all(lines.map((line) => this.surveyed(connectionId, line)));
  }

  private async surveyed(connectionId: string, line: PlannedLine): Promise<SurveyedLine> {
    const { mapping, counted } = line;
    const bothFilled = counted.businessCentral > 0 && counted.sales > 0;
    const matches = bothFilled ? estimatedMatches(counted, await this.counts.sample(connectionId, mapping)) : 0;
    return { ...line, estimatedMatches: matches, reason: adviseOn(mapping, counted).reason };
  }
}
