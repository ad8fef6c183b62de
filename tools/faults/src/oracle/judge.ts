/** The verdict on a finished run: what must hold, from what can be seen from outside. */
import { defaultVariant, Variant } from '@tandem/domain/mapping/variant';
import { divergences } from './converged';
import { duplicates } from './duplicates';
import { Lookout, observe } from './observe';
import { Seen } from './seen';
import { echoes, lostUpdates, phantomDeletes } from './user-edits';

/** What must hold; every count should be 0. */
export interface Invariants {
  readonly converged: boolean;
  readonly duplicates: number;
  readonly lostUpdates: number;
  readonly phantomDeletes: number;
  readonly echoes: number;
}

export interface Verdict {
  readonly invariants: Invariants;
  /** One sentence for each thing that does not hold. */
  readonly problems: readonly string[];
}

/** Judges what was seen. */
export function verdictOn(seen: Seen, variant: Variant): Verdict {
  const found = {
    converged: divergences(seen, variant),
    duplicates: duplicates(seen),
    lostUpdates: lostUpdates(seen),
    phantomDeletes: phantomDeletes(seen),
    echoes: echoes(seen),
  };
  return {
    invariants: {
      converged: found.converged.length === 0,
      duplicates: found.duplicates.length,
      lostUpdates: found.lostUpdates.length,
      phantomDeletes: found.phantomDeletes.length,
      echoes: found.echoes.length,
    },
    problems: Object.values(found).flat(),
  };
}

/** Looks at a platform at rest and judges it. */
export const judge = async (lookout: Lookout, variant: Variant = defaultVariant): Promise<Verdict> =>
  verdictOn(await observe(lookout), variant);
