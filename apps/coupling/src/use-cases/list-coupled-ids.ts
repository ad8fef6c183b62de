import { CoupledIds, ListCoupledIds as Input } from '@tandem/contracts/coupling-upkeep';
import { Couplings } from '../domain/couplings';
import { tablesOf } from '../domain/mapped-tables';
import { scopeOf } from './scope';

/** Lists the coupled records of one side for a presence compare: what is not there any more has been deleted. */
export class ListCoupledIds {
  constructor(private readonly couplings: Couplings) {}

  async run(input: Input): Promise<CoupledIds> {
    const { mapping, side, after, limit } = input;
    return { ids: await this.couplings.coupledIds(scopeOf(input), { tables: tablesOf(mapping), side, after: after ?? null, limit }) };
  }
}
