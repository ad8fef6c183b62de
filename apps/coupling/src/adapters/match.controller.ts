import { Controller } from '@nestjs/common';
import {
  AddMatchKeys,
  addMatchKeys,
  ApproveMatchRun,
  approveMatchRun,
  BeginMatch,
  beginMatch,
  FinishMatch,
  finishMatch,
  ListAmbiguous,
  listAmbiguous,
  MatchRunReference,
  readMatchRun,
  revertMatchRun,
} from '@tandem/contracts/match-runs';
import { Answers } from '@tandem/platform/messaging/handlers';
import { MatchRecords } from '../use-cases/match-records';
import { ReviewMatchRun } from '../use-cases/review-match-run';

/** Match-based coupling, for the engine and for people. */
@Controller()
export class MatchController {
  constructor(
    private readonly matching: MatchRecords,
    private readonly reviewing: ReviewMatchRun,
  ) {}

  @Answers(beginMatch)
  begin(input: BeginMatch) {
    return this.matching.begin(input);
  }

  @Answers(addMatchKeys)
  addKeys(input: AddMatchKeys) {
    return this.matching.addKeys(input);
  }

  @Answers(finishMatch)
  finish(input: FinishMatch) {
    return this.matching.finish(input);
  }

  @Answers(listAmbiguous)
  ambiguous(input: ListAmbiguous) {
    return this.matching.ambiguousAmong(input);
  }

  @Answers(readMatchRun)
  read(input: MatchRunReference) {
    return this.reviewing.read(input);
  }

  @Answers(approveMatchRun)
  approve(input: ApproveMatchRun) {
    return this.reviewing.approve(input);
  }

  @Answers(revertMatchRun)
  revert(input: MatchRunReference) {
    return this.reviewing.revert(input);
  }
}
