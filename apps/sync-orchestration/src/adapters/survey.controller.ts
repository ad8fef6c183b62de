import { Controller } from '@nestjs/common';
import * as contract from '@tandem/contracts/survey';
import { Answers } from '@tandem/platform/messaging/handlers';
import { SurveyConnection, SurveyedLine } from '../use-cases/reviews/survey-connection';

/** What people ask before they decide on a full synchronisation. */
@Controller()
export class SurveyController {
  constructor(private readonly survey: SurveyConnection) {}

  @Answers(contract.readSurvey)
  async read({ connectionId }: contract.ReadSurvey): Promise<contract.Survey> {
    return { connectionId, lines: (await this.survey.run(connectionId)).map(toLine) };
  }
}

const toLine = ({
  mapping,
  wave,
  dependsOn,
  direction,
  counted,
  estimatedMatches,
  recommendation,
  reason,
}: SurveyedLine): contract.SurveyLine => ({
  ...{ mapping, wave, direction, counted, estimatedMatches, recommendation, reason },
  dependsOn: [...dependsOn],
});
