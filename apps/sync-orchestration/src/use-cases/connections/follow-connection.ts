import { UnitOfWork } from '../../domain/unit-of-work';
import { CloseJob } from '../jobs/close-job';
import { KnowConnection } from './know-connection';

/** Follows what connection-setup says about a connection. */
export class FollowConnection {
  constructor(
    private readonly work: UnitOfWork,
    private readonly knowConnection: KnowConnection,
    private readonly closeJob: CloseJob,
  ) {}

  /** Nothing is handed out any more; workers finish what they have in hand. */
  async disabled(connectionId: string): Promise<void> {
    await this.work.run(connectionId, ({ connections }) => connections.disable(connectionId));
  }

  /** Accounts, options or state have changed. */
  async changed(connectionId: string): Promise<void> {
    const known = await this.work.run(connectionId, ({ connections }) => connections.find(connectionId));
    if (known) await this.knowConnection.run(connectionId);
  }

  /** The set-up is right again: pages are handed out at once. Answers the number of active jobs. */
  async recovered(connectionId: string): Promise<number> {
    return this.work.run(connectionId, async ({ connections, jobs, pages }) => {
      await connections.recover(connectionId);
      const active = await jobs.activeOf(connectionId);
      await pages.wakeFor(active.map(({ id }) => id));
      return active.length;
    });
  }

  /** What runs is cancelled; nothing starts again. */
  async deleted(connectionId: string): Promise<void> {
    await this.disabled(connectionId);
    await this.work.run(connectionId, async (collections) => {
      for (const review of await collections.reviews.active(connectionId)) await collections.reviews.setState(review.id, 'cancelling');
      for (const job of await collections.jobs.activeOf(connectionId)) {
        await collections.jobs.move(job.id, 'cancel');
        await this.closeJob.run(collections, job.id);
      }
    });
  }
}
