/** *Clear on failed sync*: a later reference to what does not exist, or is left out for good, makes its target blank; one that may still be met is left as it is. */
import { clearableIn, withCleared } from '@tandem/domain/sync/transfer-fields';
import { Run } from '../run';
import { hopeless } from './hopeless-needs';
import { CoupledItem } from './item';

/** The records with such references cleared. Asks nothing where there are none. */
export async function clearReferences(run: Run, items: readonly CoupledItem[]): Promise<readonly CoupledItem[]> {
  const needs = items.flatMap(({ transfer }) => clearableIn(transfer).flatMap((field) => field.needs));
  if (needs.length === 0) return items;
  const isHopeless = await hopeless(run, needs);
  return items.map((item) => {
    const lost = clearableIn(item.transfer).filter((field) => field.needs.every(isHopeless));
    return lost.length === 0 ? item : { ...item, transfer: withCleared(run.plan, item.transfer, lost) };
  });
}
