/** Overwriting what somebody has written: only under a version-checked claim that stores the losing values. */
import { AgreedPairs } from '@tandem/contracts/coupling';
import { Run } from '../run';
import { Decided, losses } from './decided-update';
import { comeBack, idOf } from './item';

/** Claims the records whose target has a value that nobody has agreed to; those that somebody else has changed meanwhile come back. */
export async function claimOverwrites(run: Run, decided: readonly Decided[]): Promise<Decided[]> {
  const risky = decided.filter(({ comparison }) => comparison.decision.overwritten.length > 0);
  if (risky.length === 0) return [...decided];
  const claims = risky.map((entry) => ({
    sourceId: idOf(entry.item),
    targetId: entry.target.id,
    kind: 'overwrite' as const,
    version: entry.version,
    businessKey: entry.item.coupling.businessKey,
    pairs: entry.pairs as AgreedPairs,
    written: entry.comparison.write,
    digests: {},
    overwritten: losses(entry),
  }));
  const outcomes = await run.couplings.claim(claims, run.lease.endsAt);
  const lost = new Set<Decided>();
  risky.forEach((entry, index) => {
    const outcome = outcomes[index];
    if (outcome?.outcome === 'yours') entry.version = outcome.version;
    else {
      lost.add(entry);
      comeBack(run, idOf(entry.item), 'stale');
    }
  });
  return decided.filter((entry) => !lost.has(entry));
}
