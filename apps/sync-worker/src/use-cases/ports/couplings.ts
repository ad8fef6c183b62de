/** The couplings, as the worker sees them: one question per chunk and step. Every method throws Failure `transient` while the coupling service is silent. */
import { Claim, ClaimOutcome, Confirmation } from '@tandem/contracts/claims';
import { AgreedPairsRead, CouplingView, ReferenceQuery, ResolvedCouplings } from '@tandem/contracts/coupling';
import { DeletionOutcome } from '@tandem/contracts/coupling-upkeep';
import { CountedRead } from '@tandem/contracts/counted-before';
import { CreatedRecord } from '@tandem/contracts/created-records';
import { AmbiguousMatch, MatchFinished, MatchKeys } from '@tandem/contracts/match-runs';
import { DeletionPolicy } from '@tandem/domain/mapping/table-mapping';
import { Direction, Side } from '@tandem/domain/value';

export abstract class Couplings {
  /** The version counter, to be noted before rows are read. */
  abstract note(): Promise<string>;
  abstract resolve(side: Side, ids: readonly string[], references: readonly ReferenceQuery[]): Promise<ResolvedCouplings>;
  abstract agreedPairs(couplingIds: readonly string[]): Promise<AgreedPairsRead>;
  /** What an earlier holder of this page has confirmed, by coupling. */
  abstract countedBefore(couplingIds: readonly string[]): Promise<CountedRead['counted']>;
  /** Answers stand in the order of the claims; the claims are held until `leaseEndsAt`. */
  abstract claim(claims: readonly Claim[], leaseEndsAt: Date): Promise<readonly ClaimOutcome[]>;
  abstract confirm(confirmations: readonly Confirmation[]): Promise<readonly ('done' | 'stale')[]>;
  /** Gives claims back; `undone`: of a claim to delete, under which the target has been deleted because its creation is taken back. */
  abstract release(claims: readonly { couplingId: string; version: string; undone?: boolean }[]): Promise<readonly ('done' | 'stale')[]>;
  /** Of these sources, those whose counterpart the page's review has created. */
  abstract created(sourceIds: readonly string[]): Promise<readonly CreatedRecord[]>;
  /** Begins a match of the page's mapping, or begins it anew. */
  abstract beginMatch(run: { priorities: number; firstDirection: Direction }): Promise<void>;
  abstract addMatchKeys(side: Side, rows: readonly MatchKeys[]): Promise<void>;
  /** Pairs what was streamed, one to one, and couples it unless this is a preview. */
  abstract finishMatch(): Promise<MatchFinished>;
  /** Of these uncoupled records, those that the newest match of the mapping found ambiguous. */
  abstract ambiguousAmong(side: Side, ids: readonly string[]): Promise<readonly AmbiguousMatch[]>;
  /** Stores that records of one side are gone; with the policy *remove coupling* their couplings become tombstones. */
  abstract recordDeletions(
    side: Side,
    policy: DeletionPolicy,
    ids: readonly string[],
  ): Promise<readonly { id: string; outcome: DeletionOutcome; coupling?: CouplingView }[]>;
}
