/** Couples the pairs of a match run, piece by piece: without agreed values, so that they are compared in their first direction. */
import { Failure } from '@tandem/domain/failure';
import { coupleByHand } from '../domain/by-hand';
import { Coupling } from '../domain/coupling';
import { CouplingEvents } from '../domain/coupling-events';
import { Couplings, Scope } from '../domain/couplings';
import { Draft } from '../domain/draft';
import { MatchRun, MatchRuns, PairToCouple } from '../domain/match-runs';

const pieceSize = 500;

export interface PairCoupling {
  readonly couplings: Couplings;
  readonly runs: MatchRuns;
  readonly events: CouplingEvents;
}

export interface PairsCoupled {
  readonly coupled: number;
  /** Business Central id → code of the refusal: somebody was faster. */
  readonly refused: Record<string, string>;
}

/** A record that somebody has coupled, claimed or put aside meanwhile is left to them. */
function coupleOne(draft: Draft, run: MatchRun, pair: PairToCouple): Coupling | Failure {
  const { businessCentralId, salesId, businessKey, businessCentralLabel: label } = pair;
  const { tables, firstDirection, id: matchRun } = run;
  if (draft.having('businessCentral', tables.businessCentral, businessCentralId) || draft.having('sales', tables.sales, salesId))
    return new Failure('rejected', 'coupling.alreadyCoupled', 'One of the two records has been coupled meanwhile.');
  return coupleByHand(draft, { tables, businessCentralId, salesId, businessKey, label, firstDirection, matchRun });
}

const isMade = (outcome: Coupling | Failure): outcome is Coupling => !(outcome instanceof Failure);

/** One entry of the audit trail for a piece, with the digest of its pairs: a run couples hundreds of thousands. */
function noteCoupled(draft: Draft, { id }: MatchRun, made: readonly Coupling[]): void {
  if (made.length > 0)
    draft.note({ action: 'match.coupled', target: id, fields: [`coupled ${made.length}`], after: made.map(({ ids }) => ids) });
}

function recordsOf({ tables }: MatchRun, pairs: readonly PairToCouple[]) {
  return [
    { tables, side: 'businessCentral' as const, ids: pairs.map(({ businessCentralId }) => businessCentralId) },
    { tables, side: 'sales' as const, ids: pairs.map(({ salesId }) => salesId) },
  ];
}

/** Couples all pairs, or those that `chosen` names by their Business Central id. */
export async function couplePairs(
  { couplings, runs, events }: PairCoupling,
  scope: Scope,
  run: MatchRun,
  chosen?: ReadonlySet<string>,
): Promise<PairsCoupled> {
  const done = { coupled: 0, refused: {} as Record<string, string> };
  for (let after = '', pairs: PairToCouple[] = []; ; after = pairs.at(-1)?.businessCentralId ?? '') {
    pairs = await runs.pairs(scope, run.id, { after, limit: pieceSize });
    const wanted = pairs.filter(({ businessCentralId }) => chosen === undefined || chosen.has(businessCentralId));
    const outcomes = await couplings.change(scope, { records: recordsOf(run, wanted) }, (draft) => {
      const each = wanted.map((pair) => coupleOne(draft, run, pair));
      if (scope.overlay === null) noteCoupled(draft, run, each.filter(isMade));
      return each;
    });
    const made = outcomes.filter(isMade);
    outcomes.forEach((outcome, index) => {
      if (outcome instanceof Failure) done.refused[wanted[index]!.businessCentralId] = outcome.code;
    });
    if (scope.overlay === null && made.length > 0) await events.coupled(scope.connectionId, made);
    done.coupled += made.length;
    if (pairs.length < pieceSize) return done;
  }
}
