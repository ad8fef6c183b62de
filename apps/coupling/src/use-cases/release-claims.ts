import { ReleaseClaims as Input, ReleasesAnswered } from '@tandem/contracts/claims';
import { release } from '../domain/confirmations';
import { Couplings } from '../domain/couplings';
import { scopeOf } from './scope';

/** Takes claims back that a page gives up after a read has shown that the claimed record does not exist. */
export class ReleaseClaims {
  constructor(private readonly couplings: Couplings) {}

  async run(input: Input): Promise<ReleasesAnswered> {
    const by = { pageId: input.pageId, token: input.token };
    const ids = input.claims.map(({ couplingId }) => couplingId);
    const answers = await this.couplings.change(scopeOf(input), { ids }, (draft) =>
      input.claims.map(({ couplingId, version, undone }) => release(draft, { couplingId, version: BigInt(version), by, undone })),
    );
    return { outcomes: answers.map(({ outcome }) => outcome) };
  }
}
