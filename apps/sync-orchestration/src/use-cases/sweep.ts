/** The sweeps: what makes up for lost messages, crashed holders and interrupted steps. Each is harmless when there is nothing to do. */
import { CouplingDirectory, ExpiredClaim } from '../domain/due/needs';
import { DueRecord } from '../domain/due/due-records';
import { Collections, UnitOfWork } from '../domain/unit-of-work';
import { MakeDuePages } from './due/make-due-pages';
import { ResolveNeeds } from './due/resolve-needs';
import { CloseJob } from './jobs/close-job';
import { ComparePresence } from './jobs/compare-presence';
import { Synchronize } from './jobs/synchronize';
import { SettleReviews } from './reviews/settle-reviews';

/** Most expired claims that one tick makes due for a connection. */
const claimsAtOnce = 5_000;

export class Sweep {
  constructor(
    private readonly work: UnitOfWork,
    private readonly couplings: CouplingDirectory,
    private readonly steps: {
      readonly makeDuePages: MakeDuePages;
      readonly resolveNeeds: ResolveNeeds;
      readonly closeJob: CloseJob;
      readonly comparePresence: ComparePresence;
      readonly settleReviews: SettleReviews;
      readonly synchronize: Synchronize;
    },
    private readonly rules: { readonly forgottenPageMs: number },
  ) {}

  /** Wakes workers for pages that nobody has taken, and for those whose lease has ended. */
  async forgottenPages(): Promise<void> {
    await this.work.run(null, ({ pages }) => pages.wakeForgotten(this.rules.forgottenPageMs));
  }

  /** Makes pages of what is due. */
  async dueRecords(): Promise<void> {
    await this.steps.makeDuePages.run(null);
  }

  /** Asks again about every open need. */
  async openNeeds(): Promise<void> {
    if ((await this.steps.resolveNeeds.everywhere()) > 0) await this.dueRecords();
  }

  /** Ends jobs that have nothing left to do, compares presence where a job asks for it. */
  async strandedJobs(): Promise<void> {
    for (const job of await this.work.run(null, ({ jobs }) => jobs.stranded())) {
      if (job.presence === 'wanted' && job.state !== 'cancelling') await this.steps.comparePresence.run(job);
      else await this.work.run(job.connectionId, (collections) => this.steps.closeJob.run(collections, job.id));
    }
  }

  /** Moves reviews on, ends those that have settled. */
  reviews(): Promise<void> {
    return this.steps.settleReviews.run();
  }

  /** Runs what has changed for the mappings whose time has come. */
  async schedules(): Promise<void> {
    const due = await this.work.run(null, ({ schedules }) => schedules.takeDue());
    const runs = due.map(({ connectionId, mapping }) => this.steps.synchronize.run({ connectionId, mapping, trigger: 'schedule' }));
    const failed = (await Promise.allSettled(runs)).find((run) => run.status === 'rejected');
    if (failed) throw failed.reason;
  }

  /** Makes the records due whose creation was claimed by a holder that did not come back, unless its page will be taken again. */
  async expiredClaims(): Promise<void> {
    for (const connectionId of await this.work.run(null, ({ connections }) => connections.enabled())) {
      const claims = await this.couplings.expiredClaims(connectionId, claimsAtOnce);
      if (claims.length > 0) await this.work.run(connectionId, (collections) => makeDue(collections, connectionId, claims));
    }
  }

  /** Forgets the overlays of dry runs that have ended. */
  async endedDryRuns(): Promise<void> {
    for (const { id, connectionId } of await this.work.run(null, ({ reviews }) => reviews.withOverlay())) {
      await this.couplings.dropOverlay(connectionId, id);
      await this.work.run(connectionId, async ({ reviews, guards }) => {
        await guards.forgetOverlay(id);
        await reviews.overlayDropped(id);
      });
    }
    for (const { overlay, connectionId } of await this.work.run(null, ({ jobs }) => jobs.endedDryRuns()))
      await this.forgetDryRun(connectionId, overlay);
  }

  private async forgetDryRun(connectionId: string, overlay: string): Promise<void> {
    await this.couplings.dropOverlay(connectionId, overlay);
    await this.work.run(connectionId, async ({ jobs, needs, dueRecords, guards }) => {
      await needs.forgetOverlay(overlay);
      await dueRecords.forgetOverlay(overlay);
      await guards.forgetOverlay(overlay);
      await jobs.overlayDropped(overlay);
    });
  }
}

async function makeDue({ pages, dueRecords }: Collections, connectionId: string, claims: readonly ExpiredClaim[]): Promise<void> {
  const open = await pages.openAmong([...new Set(claims.flatMap(({ pageId }) => pageId ?? []))]);
  const abandoned = claims.filter(({ pageId }) => pageId === undefined || !open.has(pageId));
  await dueRecords.add(
    abandoned.map(({ mapping, direction, recordId }): DueRecord => ({ mapping, direction, recordId, connectionId, ...ofExpiredClaims })),
  );
}

const ofExpiredClaims = {
  overlay: null,
  reason: 'claimInProgress',
  delayMs: 0,
  force: false,
  createUncoupled: true,
  reviewId: null,
} as const;
