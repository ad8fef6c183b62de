import { DropOverlay as Input, OverlayDropped } from '@tandem/contracts/coupling-upkeep';
import { Couplings } from '../domain/couplings';
import { DryRows } from '../domain/dry-rows';
import { MatchRuns } from '../domain/match-runs';

/** Forgets what a dry run has claimed, confirmed and kept. */
export class DropOverlay {
  constructor(
    private readonly couplings: Couplings,
    private readonly dryRows: DryRows,
    private readonly matchRuns: MatchRuns,
  ) {}

  async run({ connectionId, overlay }: Input): Promise<OverlayDropped> {
    await this.dryRows.drop(connectionId, overlay);
    await this.matchRuns.drop(connectionId, overlay);
    return { couplings: await this.couplings.dropOverlay(connectionId, overlay) };
  }
}
