import { ApproveMatchRun, MatchRunChanged, MatchRunReference, MatchRunView } from '@tandem/contracts/match-runs';
import { Failure } from '@tandem/domain/failure';
import { Coupling } from '../domain/coupling';
import { CouplingEvents } from '../domain/coupling-events';
import { Couplings, Scope } from '../domain/couplings';
import { MatchRun, MatchRuns } from '../domain/match-runs';
import { couplePairs } from './couple-pairs';
import { realScope } from './scope';

const mostListed = 500;

/** What people do with a match run: look at it, approve pairs of a preview, take the couplings back. */
export class ReviewMatchRun {
  constructor(
    private readonly couplings: Couplings,
    private readonly runs: MatchRuns,
    private readonly events: CouplingEvents,
  ) {}

  async read({ connectionId, runId }: MatchRunReference): Promise<MatchRunView> {
    const scope = realScope(connectionId);
    const run = await this.found(scope, runId);
    const [found, pairs, ambiguous, unmatched] = await Promise.all([
      this.runs.found(scope, runId),
      this.runs.pairs(scope, runId, { after: '', limit: mostListed }),
      this.runs.ambiguous(scope, runId, mostListed),
      this.runs.unmatched(scope, runId, mostListed),
    ]);
    return {
      ...{ id: run.id, mapping: run.tables.mapping, state: run.state, startedAt: run.startedAt.toISOString() },
      ...{ pairs: pairs.map(({ businessKey: _key, ...pair }) => pair), ambiguous, unmatched },
      ...{ coupled: found.pairs, alreadyCoupled: found.alreadyCoupled },
      ...{ unmatchedBusinessCentral: found.unmatched.businessCentral, unmatchedSales: found.unmatched.sales },
    };
  }

  /** @throws Failure `rejected` `matchRun.notAPreview` */
  async approve({ connectionId, runId, businessCentralIds }: ApproveMatchRun): Promise<MatchRunChanged> {
    const scope = realScope(connectionId);
    const run = await this.found(scope, runId);
    if (run.state !== 'preview')
      throw new Failure('rejected', 'matchRun.notAPreview', 'Only the pairs of a preview can be approved.', {
        help: 'Start a match with dryRun first.',
      });
    const chosen = businessCentralIds && new Set(businessCentralIds);
    const { coupled, refused } = await couplePairs({ couplings: this.couplings, runs: this.runs, events: this.events }, scope, run, chosen);
    if (chosen === undefined) await this.runs.enter(scope, runId, 'applied');
    return { state: chosen === undefined ? 'applied' : 'preview', couplings: coupled, refused };
  }

  /** Forgets the couplings of the run whose values have not been agreed since: as if nobody had matched them. */
  async revert({ connectionId, runId }: MatchRunReference): Promise<MatchRunChanged> {
    const scope = realScope(connectionId);
    await this.found(scope, runId);
    const isUntouched = ({ agreed, claim }: Coupling) => agreed === null && claim === null;
    let couplings = 0;
    for (let removed = 1; removed > 0; couplings += removed)
      removed = await this.couplings.change(scope, { portion: { matchRun: runId, limit: mostListed } }, (draft) => {
        const untouched = draft.all().filter(isUntouched);
        untouched.forEach((coupling) => draft.remove(coupling));
        const fields = [`uncoupled ${untouched.length}`];
        if (untouched.length > 0) draft.note({ action: 'match.reverted', target: runId, fields, before: untouched.map(({ ids }) => ids) });
        return untouched.length;
      });
    await this.runs.enter(scope, runId, 'reverted');
    return { state: 'reverted', couplings };
  }

  private async found(scope: Scope, runId: string): Promise<MatchRun> {
    const run = await this.runs.find(scope, runId);
    if (run) return run;
    throw new Failure('rejected', 'matchRun.notFound', 'There is no such match run.', {
      help: 'Look at the list of jobs for the runs that exist.',
    });
  }
}
