import { GuardLimits, mustAsk } from '@tandem/domain/sync/deletion-guard';
import { CouplingDirectory } from '../../domain/due/needs';
import { GivenVerdict, GuardedDeletion, GuardedPolicy, GuardVerdict } from '../../domain/guards/guards';
import { Job } from '../../domain/jobs/job';
import { Collections, UnitOfWork } from '../../domain/unit-of-work';
import { TokenVerdict } from '../pages/hand-on-page';

/** The limits, and over which time deletions are counted. */
export interface GuardRules extends GuardLimits {
  readonly withinMs: number;
}

export interface GuardQuestion {
  readonly pageId: string;
  readonly token: number;
  readonly policy: GuardedPolicy;
  readonly deletions: readonly GuardedDeletion[];
}

export interface GuardAnswer {
  readonly answer: TokenVerdict;
  readonly verdicts: Readonly<Record<string, GuardVerdict>>;
  readonly guardId?: string;
}

interface Asked {
  readonly job: Job;
  readonly couplings: number;
  readonly policy: GuardedPolicy;
  readonly deletions: readonly GuardedDeletion[];
}

const refused: GuardAnswer = { answer: 'refused', verdicts: {} };

/** Counts deletions before anything follows from them; too many at a time are held until a person has decided. */
export class PassGuard {
  constructor(
    private readonly work: UnitOfWork,
    private readonly couplings: CouplingDirectory,
    private readonly rules: GuardRules,
  ) {}

  async run({ pageId, token, policy, deletions }: GuardQuestion): Promise<GuardAnswer> {
    const job = await this.work.run(null, (collections) => jobHeldBy(collections, pageId, token));
    if (!job) return refused;
    const couplings = await this.couplings.countOf(job);
    return this.work.run(null, async (collections) => {
      if (!(await jobHeldBy(collections, pageId, token))) return refused;
      return this.decide(collections, { job, couplings, policy, deletions });
    });
  }

  private async decide(collections: Collections, asked: Asked): Promise<GuardAnswer> {
    const { guards } = collections;
    const { job, deletions } = asked;
    await guards.lock(job);
    const ids = deletions.map(({ recordId }) => recordId);
    const given = await guards.verdictsOn(job, ids);
    const fresh = deletions.filter(({ recordId }) => !given.has(recordId));
    const now = fresh.length > 0 ? await this.verdictOn(collections, asked, fresh.length) : null;
    if (now) await guards.count(job, fresh, now);
    const verdicts = ids.flatMap((id) => {
      const verdict = given.get(id) ?? now;
      return verdict ? [[id, verdict.verdict] as const] : [];
    });
    const guardId = [...given.values(), ...(now ? [now] : [])].find(
      ({ verdict, guardId: id }) => verdict !== 'passed' && id !== null,
    )?.guardId;
    return { answer: 'accepted', verdicts: Object.fromEntries(verdicts), ...(guardId && { guardId }) };
  }

  /** Restoring takes nothing away: only its number is limited, so that a record which vanishes each time it is made is not made for ever. */
  private limitsOf(policy: GuardedPolicy): GuardLimits {
    return policy === 'restore' ? { ...this.rules, percent: 100 } : this.rules;
  }

  /** The verdict on deletions that were never asked about. A dry run asks nobody. */
  private async verdictOn({ guards }: Collections, { job, couplings, policy }: Asked, fresh: number): Promise<GivenVerdict> {
    const open = await guards.openGuard(job);
    const deletions = fresh + (await guards.countUndecided(job, this.rules.withinMs));
    if (!mustAsk({ deletions, couplings, isAsking: open !== null }, this.limitsOf(policy))) return { verdict: 'passed', guardId: null };
    if (job.overlay !== null) return { verdict: 'held', guardId: null };
    return { verdict: 'held', guardId: open ?? (await guards.ask({ ...job, policy, couplings, jobId: job.id })) };
  }
}

async function jobHeldBy({ pages, jobs }: Collections, pageId: string, token: number): Promise<Job | null> {
  const page = await pages.held(pageId, token);
  return page && jobs.find(page.jobId);
}
