import { ResolveCouplings as Input, ResolvedCouplings } from '@tandem/contracts/coupling';
import { Couplings } from '../domain/couplings';
import { tablesOf } from '../domain/mapped-tables';
import { couplingView } from './coupling-view';
import { scopeOf } from './scope';

/** Tells a page which of its records are coupled, claimed or left alone, and what its references are called on the other side. */
export class ResolveCouplings {
  constructor(private readonly couplings: Couplings) {}

  async run(input: Input): Promise<ResolvedCouplings> {
    const { mapping, side, ids } = input;
    const records = { tables: tablesOf(mapping), side, ids };
    const references = input.references.map((asked) => ({ tables: tablesOf(asked.mapping), by: asked.by, values: asked.values }));
    const found = await this.couplings.resolve(scopeOf(input), { records, references });
    return { couplings: found.couplings.map((coupling) => couplingView(coupling, found.now)), references: [...found.references] };
  }
}
