import { Controller } from '@nestjs/common';
import {
  ClaimCouplings as ClaimInput,
  claimCouplings,
  ConfirmCouplings as ConfirmInput,
  confirmCouplings,
  ReleaseClaims as ReleaseInput,
  releaseClaims,
} from '@tandem/contracts/claims';
import {
  DropOverlay as DropInput,
  dropOverlay,
  RecordDeletions as DeletionsInput,
  recordDeletions,
} from '@tandem/contracts/coupling-upkeep';
import { Answers } from '@tandem/platform/messaging/handlers';
import { ClaimCouplings } from '../use-cases/claim-couplings';
import { ConfirmCouplings } from '../use-cases/confirm-couplings';
import { ReleaseClaims } from '../use-cases/release-claims';
import { RecordDeletions } from '../use-cases/record-deletions';
import { DropOverlay } from '../use-cases/drop-overlay';

/** What the engine changes while it works on a page. */
@Controller()
export class PageChangesController {
  constructor(
    private readonly claiming: ClaimCouplings,
    private readonly confirming: ConfirmCouplings,
    private readonly releasing: ReleaseClaims,
    private readonly deletions: RecordDeletions,
    private readonly dropping: DropOverlay,
  ) {}

  @Answers(claimCouplings)
  claim(input: ClaimInput) {
    return this.claiming.run(input);
  }

  @Answers(confirmCouplings)
  confirm(input: ConfirmInput) {
    return this.confirming.run(input);
  }

  @Answers(releaseClaims)
  release(input: ReleaseInput) {
    return this.releasing.run(input);
  }

  @Answers(recordDeletions)
  recordDeletions(input: DeletionsInput) {
    return this.deletions.run(input);
  }

  @Answers(dropOverlay)
  drop(input: DropInput) {
    return this.dropping.run(input);
  }
}
