import { Controller, Get } from '@nestjs/common';
import * as contract from '@tandem/contracts/survey';
import { Bus } from '@tandem/platform/messaging/bus';
import { Input } from '../http/input';
import { Asks, Roles } from '../http/operation';
import { ofConnection } from './version-1';

/** What both systems hold, before anything is decided. */
@Controller(ofConnection('survey'))
export class SurveyController {
  constructor(private readonly bus: Bus) {}

  @Get()
  @Roles('viewer')
  @Asks(contract.readSurvey, 'Counts both sides and estimates matches, with a recommendation per mapping')
  read(@Input() input: contract.ReadSurvey): Promise<contract.Survey> {
    return this.bus.ask(contract.readSurvey, input);
  }
}
