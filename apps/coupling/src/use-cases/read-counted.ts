import { CountedRead, ReadCounted as Input } from '@tandem/contracts/counted-before';
import { Couplings } from '../domain/couplings';
import { scopeOf } from './scope';

/** Tells a page that is taken again what its earlier holder has confirmed. */
export class ReadCounted {
  constructor(private readonly couplings: Couplings) {}

  async run(input: Input): Promise<CountedRead> {
    const counted = await this.couplings.countedBy(scopeOf(input), input.pageId, input.couplingIds);
    return { counted: Object.fromEntries([...counted].map(([id, counters]) => [id, [...counters]])) };
  }
}
