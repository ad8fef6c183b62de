import { DropOverlay as Input, OverlayDropped } from '@tandem/contracts/coupling';
import { Couplings } from '../domain/couplings';

/** Forgets what a dry run has claimed and confirmed. */
export class DropOverlay {
  constructor(private readonly couplings: Couplings) {}

  async run({ connectionId, overlay }: Input): Promise<OverlayDropped> {
    return { couplings: await this.couplings.dropOverlay(connectionId, overlay) };
  }
}
