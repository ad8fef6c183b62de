import { Failure } from '@tandem/domain/failure';
import { DueGroup } from '../../domain/due/due-records';
import { priorityOf } from '../../domain/jobs/job';
import { idsPages, PagePlan } from '../../domain/jobs/page';
import { Collections, UnitOfWork } from '../../domain/unit-of-work';
import { planJob } from '../jobs/plan-job';

/** Most records that one transaction takes out of the due ones. */
const atOnce = 10_000;

/** Makes pages of the records that are due: one job per run and reason, at most 500 records a page. */
export class MakeDuePages {
  constructor(private readonly work: UnitOfWork) {}

  /** @param connectionId null: of all connections. Answers how many records are on their way. */
  async run(connectionId: string | null): Promise<number> {
    const groups = await this.work.run(connectionId, async (collections) => {
      const taken = await collections.dueRecords.take(atOnce, connectionId);
      for (const group of taken) await this.makeJob(collections, group);
      return taken;
    });
    return groups.reduce((total, { records }) => total + records.length, 0);
  }

  private async makeJob(collections: Collections, group: DueGroup): Promise<void> {
    const { connectionId, overlay, mapping, direction, reviewId, force, createUncoupled, reason } = group;
    const plan = await planJob(collections, {
      ...{ connectionId, overlay, mapping, direction, reviewId, force, createUncoupled },
      ...{ reason: 'ids' as const, trigger: reason === 'now' || reason === 'retry' ? ('person' as const) : ('due' as const) },
      priority: priorityOf(reason, reviewId !== null),
    });
    const job = await collections.jobs.add(plan);
    if (!job) throw new Failure('bug', 'job.notAdded', 'A job of ids could not be added.');
    await collections.pages.add(job, pagesOf(group));
    await collections.jobs.markWhole(job.id, null);
    await collections.jobs.move(job.id, 'start');
  }
}

function pagesOf({ records, reason }: DueGroup): PagePlan[] {
  const chosen = new Map(records.flatMap(({ recordId, choices }) => (choices ? [[recordId, choices] as const] : [])));
  const pages = idsPages(
    records.map(({ recordId }) => recordId),
    { sequence: 0, part: '', dueReason: reason },
  );
  if (chosen.size === 0) return pages;
  return pages.map((page) => {
    if (page.start.kind !== 'ids') return page;
    const choices = Object.fromEntries(page.start.ids.flatMap((id) => (chosen.has(id) ? [[id, chosen.get(id)!]] : [])));
    return { ...page, start: { ...page.start, choices } };
  });
}
