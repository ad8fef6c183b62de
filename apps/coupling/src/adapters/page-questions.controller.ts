import { Controller } from '@nestjs/common';
import {
  NoteVersion as NoteInput,
  noteVersion,
  ReadAgreedPairs as AgreedInput,
  readAgreedPairs,
  ResolveCouplings as ResolveInput,
  resolveCouplings,
} from '@tandem/contracts/coupling';
import {
  ListCoupledIds as CoupledIdsInput,
  listCoupledIds,
  ListExpiredClaims as ExpiredInput,
  listExpiredClaims,
} from '@tandem/contracts/coupling-upkeep';
import { Answers } from '@tandem/platform/messaging/handlers';
import { ResolveCouplings } from '../use-cases/resolve-couplings';
import { ReadAgreedPairs } from '../use-cases/read-agreed-pairs';
import { NoteVersion } from '../use-cases/note-version';
import { ListCoupledIds } from '../use-cases/list-coupled-ids';
import { ListExpiredClaims } from '../use-cases/list-expired-claims';

/** What the engine asks while it works on a page, without changing anything. */
@Controller()
export class PageQuestionsController {
  constructor(
    private readonly resolving: ResolveCouplings,
    private readonly agreedPairs: ReadAgreedPairs,
    private readonly noting: NoteVersion,
    private readonly coupledIds: ListCoupledIds,
    private readonly expiredClaims: ListExpiredClaims,
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

  @Answers(listCoupledIds)
  listCoupled(input: CoupledIdsInput) {
    return this.coupledIds.run(input);
  }

  @Answers(listExpiredClaims)
  listExpired(input: ExpiredInput) {
    return this.expiredClaims.run(input);
  }
}
