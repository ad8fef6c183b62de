import { Claim, claimCouplings, ClaimOutcome, confirmCouplings, Confirmation, releaseClaims } from '@tandem/contracts/claims';
import {
  AgreedPairsRead,
  CouplingScope,
  CouplingView,
  noteVersion,
  readAgreedPairs,
  ReferenceQuery,
  resolveCouplings,
  ResolvedCouplings,
} from '@tandem/contracts/coupling';
import { DeletionOutcome, recordDeletions } from '@tandem/contracts/coupling-upkeep';
import {
  addMatchKeys,
  AmbiguousMatch,
  beginMatch,
  finishMatch,
  listAmbiguous,
  MatchFinished,
  MatchKeys,
} from '@tandem/contracts/match-runs';
import { CountedRead, readCounted } from '@tandem/contracts/counted-before';
import { PageLease } from '@tandem/contracts/sync';
import { Failure } from '@tandem/domain/failure';
import { CreatedRecord, listCreated } from '@tandem/contracts/created-records';
import { DeletionPolicy } from '@tandem/domain/mapping/table-mapping';
import { Direction, Side } from '@tandem/domain/value';
import { Bus } from '@tandem/platform/messaging/bus';
import { Couplings } from '../use-cases/ports/couplings';

/** Asks about a whole list; where that is larger than the bus takes, about its halves. */
async function inHalvesIfNeeded<T, Outcome>(list: readonly T[], ask: (piece: T[]) => Promise<{ outcomes: Outcome[] }>): Promise<Outcome[]> {
  if (list.length === 0) return [];
  try {
    return (await ask([...list])).outcomes;
  } catch (thrown) {
    if (!(thrown instanceof Failure) || thrown.code !== 'bus.bodyTooLarge' || list.length === 1) throw thrown;
    const middle = Math.ceil(list.length / 2);
    const halves = [list.slice(0, middle), list.slice(middle)];
    return (await Promise.all(halves.map((half) => inHalvesIfNeeded(half, ask)))).flat();
  }
}

/** Couplings of one page's connection and mapping, asked for over the bus. */
export class BusCouplings extends Couplings {
  private readonly scope: CouplingScope;

  constructor(
    private readonly bus: Bus,
    private readonly page: PageLease,
  ) {
    super();
    this.scope = { connectionId: page.connectionId, overlay: page.overlay };
  }

  async note(): Promise<string> {
    return (await this.bus.ask(noteVersion, this.scope)).note;
  }

  resolve(side: Side, ids: readonly string[], references: readonly ReferenceQuery[]): Promise<ResolvedCouplings> {
    return this.bus.ask(resolveCouplings, { ...this.scope, mapping: this.page.mapping, side, ids: [...ids], references: [...references] });
  }

  agreedPairs(couplingIds: readonly string[]): Promise<AgreedPairsRead> {
    return this.bus.ask(readAgreedPairs, { ...this.scope, couplingIds: [...couplingIds] });
  }

  async countedBefore(couplingIds: readonly string[]): Promise<CountedRead['counted']> {
    const { pageId } = this.page;
    return (await this.bus.ask(readCounted, { ...this.scope, pageId, couplingIds: [...couplingIds] })).counted;
  }

  async claim(claims: readonly Claim[], leaseEndsAt: Date): Promise<readonly ClaimOutcome[]> {
    const { pageId, token, mapping, direction, reviewId } = this.page;
    const holder = { pageId, token, leaseEndsAt: leaseEndsAt.toISOString() };
    return inHalvesIfNeeded(claims, (piece) =>
      this.bus.ask(claimCouplings, { ...this.scope, mapping, direction, holder, reviewId, claims: piece }),
    );
  }

  async confirm(confirmations: readonly Confirmation[]): Promise<readonly ('done' | 'stale')[]> {
    const { pageId, token, mapping, direction } = this.page;
    return inHalvesIfNeeded(confirmations, (piece) =>
      this.bus.ask(confirmCouplings, { ...this.scope, mapping, direction, pageId, token, confirmations: piece }),
    );
  }

  async created(sourceIds: readonly string[]): Promise<readonly CreatedRecord[]> {
    const { mapping, direction, reviewId = '' } = this.page;
    const question = { ...this.scope, reviewId, mapping, direction, sourceIds: [...sourceIds], limit: sourceIds.length };
    return (await this.bus.ask(listCreated, question)).records;
  }

  async release(claims: readonly { couplingId: string; version: string; undone?: boolean }[]): Promise<readonly ('done' | 'stale')[]> {
    const { pageId, token } = this.page;
    return (await this.bus.ask(releaseClaims, { ...this.scope, pageId, token, claims: [...claims] })).outcomes;
  }

  async beginMatch({ priorities, firstDirection }: { priorities: number; firstDirection: Direction }): Promise<void> {
    const { jobId: runId, mapping, preview = false } = this.page;
    await this.bus.ask(beginMatch, { ...this.scope, runId, mapping, priorities, firstDirection, preview });
  }

  async addMatchKeys(side: Side, rows: readonly MatchKeys[]): Promise<void> {
    await this.bus.ask(addMatchKeys, { ...this.scope, runId: this.page.jobId, side, rows: [...rows] });
  }

  finishMatch(): Promise<MatchFinished> {
    return this.bus.ask(finishMatch, { ...this.scope, runId: this.page.jobId });
  }

  async ambiguousAmong(side: Side, ids: readonly string[]): Promise<readonly AmbiguousMatch[]> {
    return (await this.bus.ask(listAmbiguous, { ...this.scope, mapping: this.page.mapping, side, ids: [...ids] })).matches;
  }

  async recordDeletions(
    side: Side,
    policy: DeletionPolicy,
    ids: readonly string[],
  ): Promise<readonly { id: string; outcome: DeletionOutcome; coupling?: CouplingView }[]> {
    return (await this.bus.ask(recordDeletions, { ...this.scope, mapping: this.page.mapping, side, policy, ids: [...ids] })).outcomes;
  }
}
