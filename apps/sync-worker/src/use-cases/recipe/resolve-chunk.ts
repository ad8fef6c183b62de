/** One question for everything a chunk must know: the couplings of its records and every reference they name. */
import { CouplingView, ReferenceQuery } from '@tandem/contracts/coupling';
import { Need, References } from '@tandem/domain/sync/references';
import { needsOfRecord } from '@tandem/domain/sync/transfer-fields';
import { Run, Sifted } from '../run';

export interface ResolvedChunk {
  /** Source id → coupling. */
  readonly couplings: ReadonlyMap<string, CouplingView>;
  readonly references: References;
}

/** Needs grouped as the coupling service is asked. */
export function queriesFor(needs: Iterable<Need>): ReferenceQuery[] {
  const groups = new Map<string, { mapping: string; by: Need['by']; values: Set<string> }>();
  for (const { mapping, by, value } of needs) {
    const key = `${mapping}\n${by}`;
    const group = groups.get(key) ?? { mapping, by, values: new Set<string>() };
    group.values.add(value);
    groups.set(key, group);
  }
  return [...groups.values()].map(({ mapping, by, values }) => ({ mapping, by, values: [...values] }));
}

export async function resolveChunk(run: Run, sifted: readonly Sifted[]): Promise<ResolvedChunk> {
  const { plan, couplings } = run;
  const needs = sifted.flatMap(({ row }) => needsOfRecord(plan, row));
  const answer = await couplings.resolve(
    plan.source,
    sifted.map(({ record }) => record.id),
    queriesFor(needs),
  );
  const idOf = (coupling: CouplingView) => (plan.source === 'businessCentral' ? coupling.businessCentralId : coupling.salesId);
  return {
    couplings: new Map(answer.couplings.map((coupling) => [idOf(coupling) ?? '', coupling])),
    references: new References(answer.references),
  };
}
