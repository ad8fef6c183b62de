import { CountCouplings as Input, CouplingCounts, MappingCounts } from '@tandem/contracts/couplings';
import { Couplings } from '../domain/couplings';
import { scopeOf } from './scope';

/** Counts couplings by mapping and state: what a review calls coverage. */
export class CountCouplings {
  constructor(private readonly couplings: Couplings) {}

  async run(input: Input): Promise<CouplingCounts> {
    const byMapping = new Map<string, MappingCounts>();
    for (const { mapping, state, count } of await this.couplings.counts(scopeOf(input))) {
      const counts = byMapping.get(mapping) ?? { mapping, claimed: 0, coupled: 0, uncoupled: 0, gone: 0, archived: 0 };
      byMapping.set(mapping, { ...counts, [state]: count });
    }
    return { mappings: [...byMapping.values()] };
  }
}
