import { randomUUID } from 'node:crypto';
import { UnitOfWork } from '../../domain/unit-of-work';
import { KnowConnection } from '../connections/know-connection';
import { PlanReview } from './plan-review';

/** Plans a full synchronisation; nothing runs before it is started. */
export class CreateReview {
  constructor(
    private readonly work: UnitOfWork,
    private readonly knowConnection: KnowConnection,
    private readonly planReview: PlanReview,
  ) {}

  /** Id of the review. A dry run's id is the name of its overlay as well. */
  async run({ connectionId, dryRun = false }: { connectionId: string; dryRun?: boolean }): Promise<string> {
    const card = await this.knowConnection.enabledFor({ connectionId, dryRun });
    const lines = await this.planReview.run(card);
    const id = randomUUID();
    await this.work.run(connectionId, async ({ reviews, auditNotes }) => {
      await reviews.add({ id, connectionId, dryRun }, lines);
      await auditNotes.add({ connectionId, action: 'review.create', target: id, after: { dryRun } });
    });
    return id;
  }
}
