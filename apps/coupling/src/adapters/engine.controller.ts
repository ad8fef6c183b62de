import { Controller } from '@nestjs/common';
import {
  ClaimCouplings as ClaimInput,
  claimCouplings,
  ConfirmCouplings as ConfirmInput,
  confirmCouplings,
  DropOverlay as DropInput,
  dropOverlay,
  ListCoupledIds as CoupledIdsInput,
  listCoupledIds,
  ListExpiredClaims as ExpiredInput,
  listExpiredClaims,
  NoteVersion as NoteInput,
  noteVersion,
  ReadAgreedPairs as AgreedInput,
  readAgreedPairs,
  RecordDeletions as DeletionsInput,
  recordDeletions,
  ReleaseClaims as ReleaseInput,
  releaseClaims,
  ResolveCouplings as ResolveInput,
  resolveCouplings,
} from '@tandem/contracts/coupling';
import { Answers } from '@tandem/platform/messaging/handlers';
import { ClaimCouplings } from '../use-cases/claim-couplings';
import { ConfirmCouplings } from '../use-cases/confirm-couplings';
import { DropOverlay } from '../use-cases/drop-overlay';
import { ListCoupledIds } from '../use-cases/list-coupled-ids';
import { ListExpiredClaims } from '../use-cases/list-expired-claims';
import { NoteVersion } from '../use-cases/note-version';
import { ReadAgreedPairs } from '../use-cases/read-agreed-pairs';
import { RecordDeletions } from '../use-cases/record-deletions';
import { ReleaseClaims } from '../use-cases/release-claims';
import { ResolveCouplings } from '../use-cases/resolve-couplings';

/** What the engine asks while it works on a page. */
@Controller()
export class EngineController {
  constructor(
    private readonly resolving: ResolveCouplings,
    private readonly agreedPairs: ReadAgreedPairs,
    private readonly noting: NoteVersion,
    private readonly claiming: ClaimCouplings,
    private readonly confirming: ConfirmCouplings,
    private readonly releasing: ReleaseClaims,
    private readonly deletions: RecordDeletions,
    private readonly coupledIds: ListCoupledIds,
    private readonly expiredClaims: ListExpiredClaims,
    private readonly dropping: DropOverlay,
  ) {}

  @Answers(resolveCouplings)
  resolve(input: ResolveInput) {
    return this.resolving.run(input);
  }

  @Answers(readAgreedPairs)
  readAgreed(input: AgreedInput) {
    return this.agreedPairs.run(input);
  }

  @Answers(noteVersion)
  note(input: NoteInput) {
    return this.noting.run(input);
  }

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

  @Answers(listCoupledIds)
  listCoupled(input: CoupledIdsInput) {
    return this.coupledIds.run(input);
  }

  @Answers(listExpiredClaims)
  listExpired(input: ExpiredInput) {
    return this.expiredClaims.run(input);
  }

  @Answers(dropOverlay)
  drop(input: DropInput) {
    return this.dropping.run(input);
  }
}
