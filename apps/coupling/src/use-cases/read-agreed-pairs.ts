import { AgreedPairsRead, ReadAgreedPairs as Input } from '@tandem/contracts/coupling';
import { AgreedValues, Couplings } from '../domain/couplings';
import { scopeOf } from './scope';

/** Tells a page what records last agreed on, and what an open claim is about to write. */
export class ReadAgreedPairs {
  constructor(private readonly couplings: Couplings) {}

  async run(input: Input): Promise<AgreedPairsRead> {
    const values = await this.couplings.agreedValues(scopeOf(input), input.couplingIds);
    return {
      pairs: byId(values, ({ agreed, claimed }) => agreed ?? claimed?.pairs),
      written: byId(values, ({ claimed }) => claimed?.written),
      overwritten: byId(values, ({ claimed }) => claimed?.overwritten),
    };
  }
}

/** Without those for which there is nothing to say. */
function byId<V>(values: readonly AgreedValues[], read: (value: AgreedValues) => V | undefined): Record<string, V> {
  return Object.fromEntries(
    values.flatMap((value) => {
      const said = read(value);
      return said === undefined ? [] : [[value.couplingId, said]];
    }),
  );
}
