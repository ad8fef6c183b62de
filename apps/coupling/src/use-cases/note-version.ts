import { CouplingScope, VersionNoted } from '@tandem/contracts/coupling';
import { Couplings } from '../domain/couplings';
import { scopeOf } from './scope';

/** Notes the counter of versions for a page that is about to read rows. */
export class NoteVersion {
  constructor(private readonly couplings: Couplings) {}

  async run(input: CouplingScope): Promise<VersionNoted> {
    return { note: String(await this.couplings.noteVersion(scopeOf(input))) };
  }
}
