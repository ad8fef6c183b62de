import {
  AddMatchKeys,
  BeginMatch,
  FinishMatch,
  ListAmbiguous,
  AmbiguousListed,
  MatchFinished,
  MatchKeysAdded,
} from '@tandem/contracts/match-runs';
import { Failure } from '@tandem/domain/failure';
import { CouplingEvents } from '../domain/coupling-events';
import { Couplings, Scope } from '../domain/couplings';
import { tablesOf } from '../domain/mapped-tables';
import { Matched, MatchRun, MatchRuns } from '../domain/match-runs';
import { couplePairs } from './couple-pairs';
import { scopeOf } from './scope';

/** Ambiguous records that an answer lists. */
const mostListed = 500;

const notFound = () => new Failure('rejected', 'matchRun.notFound', 'There is no such match run.', { help: 'Begin a match first.' });

/** Matches a whole mapping: collects the keys of both sides, pairs them one to one, couples the pairs unless they shall be seen first. */
export class MatchRecords {
  constructor(
    private readonly couplings: Couplings,
    private readonly runs: MatchRuns,
    private readonly events: CouplingEvents,
  ) {}

  async begin({ runId, mapping, priorities, firstDirection, preview, ...scope }: BeginMatch): Promise<MatchKeysAdded> {
    await this.runs.begin(scopeOf(scope), { id: runId, tables: tablesOf(mapping), priorities, firstDirection, preview });
    return { added: 0 };
  }

  async addKeys({ runId, side, rows, ...scope }: AddMatchKeys): Promise<MatchKeysAdded> {
    await this.runs.addKeys(scopeOf(scope), runId, side, rows);
    return { added: rows.length };
  }

  /** A repeat finds the pairs coupled already and answers them as such. */
  async finish({ runId, ...input }: FinishMatch): Promise<MatchFinished> {
    const scope = scopeOf(input);
    const run = await this.runs.find(scope, runId);
    if (!run) throw notFound();
    const matched = await (run.state === 'collecting' ? this.runs.pair(scope, run) : this.runs.found(scope, runId));
    if (!run.preview) await couplePairs({ couplings: this.couplings, runs: this.runs, events: this.events }, scope, run);
    const state = run.preview ? 'preview' : 'applied';
    await this.runs.enter(scope, runId, state);
    return this.answer(scope, { ...run, state }, matched);
  }

  async ambiguousAmong({ mapping, side, ids, ...input }: ListAmbiguous): Promise<AmbiguousListed> {
    return { matches: await this.runs.ambiguousAmong(scopeOf(input), tablesOf(mapping), side, ids) };
  }

  private async answer(scope: Scope, { id, state }: MatchRun, { pairs, unmatched, alreadyCoupled }: Matched): Promise<MatchFinished> {
    const ambiguous = await this.runs.ambiguous(scope, id, mostListed);
    return {
      state,
      coupled: pairs,
      ambiguous,
      unmatchedBusinessCentral: unmatched.businessCentral,
      unmatchedSales: unmatched.sales,
      alreadyCoupled,
    };
  }
}
