import { sequentialId } from '@tandem/domain/sequential-id';
import { Clock } from '@tandem/domain/clock';
import { confirm, ConfirmRequest } from '../domain/confirmations';
import { Counted, Coupling, hasEnded, sourceIdOf, Unstored } from '../domain/coupling';
import {
  AgreedValues,
  CarriedOut,
  CouplingCount,
  CouplingKeys,
  Couplings,
  CreatedPage,
  IdPage,
  Question,
  Reference,
  ReferenceQuestion,
  Resolution,
  Scope,
  Selection,
} from '../domain/couplings';
import { Draft } from '../domain/draft';
import { isChosen, isSelected, placeOf } from './choosing-couplings';

/** Couplings in memory: shows what the collection promises, in tests of use cases and in the exploration of the protocol. */
export class InMemoryCouplings extends Couplings {
  /** Connection, and overlay where there is one → id → coupling; null hides a real one. */
  private readonly layers = new Map<string, Map<string, Coupling | null>>();
  private version = 1n;

  constructor(private readonly clock: Clock) {
    super();
  }

  async change<Answer>(scope: Scope, keys: CouplingKeys, decide: (draft: Draft) => Answer): Promise<Answer> {
    const found = this.seen(scope).filter((coupling) => isChosen(coupling, keys));
    const limited = keys.portion ? found.slice(0, keys.portion.limit) : found;
    const draft = new Draft(limited, { version: this.version++, now: this.clock.now(), newId: () => sequentialId() });
    const answer = decide(draft);
    this.store(scope, draft);
    return answer;
  }

  insertClaims(scope: Scope, claims: readonly Unstored[]): Promise<(bigint | null)[]> {
    const sides = ['businessCentral', 'sales'] as const;
    const records = claims.flatMap(({ tables, ids }) => sides.map((side) => ({ tables, side, ids: [ids[side] ?? ''] })));
    return this.change(scope, { records }, (draft) =>
      claims.map((one) =>
        sides.some((side) => draft.having(side, one.tables[side], one.ids[side] ?? '')) ? null : draft.put(one).version,
      ),
    );
  }

  confirmAsRead(scope: Scope, requests: readonly ConfirmRequest[]): Promise<ReadonlyMap<string, CarriedOut>> {
    return this.change(scope, { ids: requests.map(({ couplingId }) => couplingId) }, (draft) => {
      const carriedOut = new Map<string, CarriedOut>();
      for (const request of requests) {
        if (draft.coupling(request.couplingId)?.version !== request.version) continue;
        const answer = confirm(draft, request);
        if (answer.outcome === 'done') carriedOut.set(request.couplingId, answer.newly ? { newly: answer.newly } : {});
      }
      return carriedOut;
    });
  }

  async resolve(scope: Scope, { records, references }: Question): Promise<Resolution> {
    const seen = this.seen(scope);
    const couplings = seen.filter((coupling) => isChosen(coupling, { records: [records] }));
    return { couplings, references: references.flatMap((asked) => translate(seen, asked)), now: this.clock.now() };
  }

  async noteVersion(): Promise<bigint> {
    return this.version;
  }

  async agreedValues(scope: Scope, couplingIds: readonly string[]): Promise<AgreedValues[]> {
    const found = this.seen(scope).filter(({ id }) => couplingIds.includes(id));
    return found.map(({ id, agreed, claim }) => ({ couplingId: id, agreed, claimed: claim }));
  }

  async countedBy(scope: Scope, pageId: string, couplingIds: readonly string[]): Promise<ReadonlyMap<string, readonly Counted[]>> {
    const asked = this.seen(scope).filter(({ id, settled }) => couplingIds.includes(id) && settled?.pageId === pageId);
    return new Map(asked.flatMap(({ id, settled }) => (settled && settled.counted.length > 0 ? [[id, settled.counted]] : [])));
  }

  async coupledIds(scope: Scope, page: IdPage): Promise<string[]> {
    const present = this.seen(scope).filter(
      ({ state, tables, deleted }) => state === 'coupled' && tables.mapping === page.tables.mapping && !deleted,
    );
    const ids = present.flatMap(({ ids: both }) => both[page.side] ?? []).sort();
    return ids.filter((id) => id > (page.after ?? '')).slice(0, page.limit);
  }

  async expiredClaims(scope: Scope, { after, limit }: { after: string | null; limit: number }): Promise<Coupling[]> {
    const open = this.seen(scope).filter(({ claim, id }) => claim && hasEnded(claim, this.clock.now()) && id > (after ?? ''));
    return open.sort((one, other) => (one.id < other.id ? -1 : 1)).slice(0, limit);
  }

  async created(scope: Scope, { reviewId, tables, direction, after, sourceIds, limit }: CreatedPage): Promise<Coupling[]> {
    const created = this.seen(scope).filter(
      (one) =>
        one.state === 'coupled' &&
        one.tables.mapping === tables.mapping &&
        one.creation?.reviewId === reviewId &&
        one.creation.direction === direction,
    );
    const asked = created.filter((one) => one.id > (after ?? '') && (sourceIds?.includes(sourceIdOf(one, direction) ?? '') ?? true));
    return asked.sort((one, other) => (one.id < other.id ? -1 : 1)).slice(0, limit);
  }

  async list(scope: Scope, selection: Selection): Promise<Coupling[]> {
    const chosen = this.seen(scope).filter((coupling) => isSelected(coupling, selection));
    return chosen.sort((one, other) => (placeOf(one) < placeOf(other) ? -1 : 1)).slice(0, selection.limit);
  }

  async find(scope: Scope, id: string): Promise<Coupling | undefined> {
    return this.seen(scope).find((coupling) => coupling.id === id);
  }

  async counts(scope: Scope): Promise<CouplingCount[]> {
    const counts = new Map<string, CouplingCount>();
    for (const { tables, state } of this.seen(scope)) {
      const key = JSON.stringify([tables.mapping, state]);
      counts.set(key, { mapping: tables.mapping, state, count: (counts.get(key)?.count ?? 0) + 1 });
    }
    return [...counts].sort().map(([, count]) => count);
  }

  async dropOverlay(connectionId: string, overlay: string): Promise<number> {
    const layer = this.layer({ connectionId, overlay });
    const size = layer.size;
    layer.clear();
    return size;
  }

  private store(scope: Scope, draft: Draft): void {
    const layer = this.layer(scope);
    const { inserted, changed, removedIds } = draft.changes();
    for (const coupling of [...inserted, ...changed]) layer.set(coupling.id, coupling);
    for (const id of removedIds) {
      if (scope.overlay) layer.set(id, null);
      else layer.delete(id);
    }
  }

  private seen(scope: Scope): Coupling[] {
    const real = this.layer({ ...scope, overlay: null });
    const merged = scope.overlay ? new Map([...real, ...this.layer(scope)]) : real;
    return [...merged.values()].flatMap((coupling) => coupling ?? []);
  }

  private layer({ connectionId, overlay }: Scope): Map<string, Coupling | null> {
    const key = `${connectionId}/${overlay ?? ''}`;
    const layer = this.layers.get(key) ?? new Map<string, Coupling | null>();
    this.layers.set(key, layer);
    return layer;
  }
}

function translate(seen: readonly Coupling[], { tables: { mapping }, by, values }: ReferenceQuestion): Reference[] {
  const usable = seen.filter(({ tables, state, deleted }) => tables.mapping === mapping && state === 'coupled' && deleted === null);
  return usable.flatMap(({ ids: { businessCentral, sales }, businessKey }) => {
    const value = { businessKey, businessCentralId: businessCentral, salesId: sales }[by];
    if (value === null || businessCentral === null || sales === null || !values.includes(value)) return [];
    return { mapping, value, businessCentralId: businessCentral, salesId: sales, businessKey };
  });
}
