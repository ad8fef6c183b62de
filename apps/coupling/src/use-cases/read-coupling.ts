import { CouplingDetails, ReadCoupling as Input } from '@tandem/contracts/couplings';
import { Failure } from '@tandem/domain/failure';
import { Couplings } from '../domain/couplings';
import { couplingDetails } from './coupling-view';
import { realScope } from './scope';

/** Shows one coupling with what its records agreed on. */
export class ReadCoupling {
  constructor(private readonly couplings: Couplings) {}

  async run({ connectionId, couplingId }: Input): Promise<CouplingDetails> {
    const coupling = await this.couplings.find(realScope(connectionId), couplingId);
    if (!coupling) throw unknownCoupling(couplingId);
    return couplingDetails(coupling);
  }
}

/** The refusal for an id that names no coupling of the connection. */
export const unknownCoupling = (couplingId: string): Failure =>
  new Failure('rejected', 'coupling.unknown', 'There is no such coupling.', {
    help: 'It may have been removed meanwhile: read the list again.',
    couplingId,
  });
