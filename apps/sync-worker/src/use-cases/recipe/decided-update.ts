/** One coupled record with its counterpart, decided: what differs, what is agreed, what is lost. */
import { StoredRecord } from '@tandem/domain/ports/record-store';
import { isBlankValue } from '@tandem/domain/sync/canonical';
import { compareRecord, Comparison, Pairs, sentDigest } from '@tandem/domain/sync/compare-record';
import { Side } from '@tandem/domain/value';
import { Run } from '../run';
import { CoupledItem, idOf } from './item';

export interface Decided {
  readonly item: CoupledItem;
  readonly target: StoredRecord;
  readonly comparison: Comparison;
  readonly pairs: Pairs;
  /** The coupling's version, raised by a claim where one was needed. */
  version: string;
}

/** What the caller knows already about couplings: the pairs of a claim that is adopted, the id it turned out to have. */
export interface Known {
  readonly pairs?: ReadonlyMap<string, Pairs>;
  readonly targetIds?: ReadonlyMap<string, string>;
  /** The records were created by an earlier try that did not come back. */
  readonly adopted?: boolean;
}

function laterSide(run: Run, item: CoupledItem, target: StoredRecord): Side | undefined {
  const { modifiedAt } = item.sifted.record;
  if (modifiedAt === null || target.modifiedAt === null || modifiedAt === target.modifiedAt) return undefined;
  return modifiedAt > target.modifiedAt ? run.plan.source : run.plan.target;
}

function chosenFields(run: Run, item: CoupledItem) {
  const { start, force } = run.page;
  if (force) return () => run.plan.source;
  const choices = start.kind === 'ids' ? start.choices?.[idOf(item)] : undefined;
  return choices && ((field: string) => choices[field]);
}

/** Decides a record by its counterpart and the pairs that both sides agreed on. */
export function decide(run: Run, item: CoupledItem, target: StoredRecord, pairs: Pairs): Decided {
  const { direction, mappingVersion } = run.page;
  const comparison = compareRecord(run.plan, {
    transfer: item.transfer,
    target: target.values,
    pairs,
    circumstances: { direction, firstDirection: item.coupling.firstDirection, later: laterSide(run, item, target) },
    chosen: chosenFields(run, item),
    sentBefore: sentDigest(item.transfer, mappingVersion) === item.coupling.digests[direction],
  });
  return { item, target, comparison, pairs, version: item.coupling.version };
}

/** The values of the target that are about to be lost, by column. */
export const losses = ({ comparison, target }: Decided): Record<string, unknown> => {
  const columns = comparison.decision.overwritten.length > 0 ? Object.keys(comparison.write) : comparison.overwritten;
  return Object.fromEntries(
    columns.flatMap((column) => (isBlankValue(target.values[column] ?? null) ? [] : [[column, target.values[column]]])),
  );
};
