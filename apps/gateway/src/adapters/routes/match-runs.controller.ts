import { Controller, Get, Post } from '@nestjs/common';
import * as contract from '@tandem/contracts/match-runs';
import { Bus } from '@tandem/platform/messaging/bus';
import { Input } from '../http/input';
import { Asks, Roles } from '../http/operation';
import { ofConnection } from './version-1';

/** Match runs: pairs of records that belong together by their keys. */
@Controller(ofConnection('match-runs'))
export class MatchRunsController {
  constructor(private readonly bus: Bus) {}

  @Get(':runId')
  @Roles('viewer')
  @Asks(contract.readMatchRun, 'Reads a match run: pairs, ambiguous and unmatched records')
  read(@Input() input: contract.MatchRunReference): Promise<contract.MatchRunView> {
    return this.bus.ask(contract.readMatchRun, input);
  }

  @Post(':runId/approve')
  @Roles('operator')
  @Asks(contract.approveMatchRun, 'Couples the pairs of a preview: all, or those named', { starts: true })
  approve(@Input() input: contract.ApproveMatchRun): Promise<contract.MatchRunChanged> {
    return this.bus.ask(contract.approveMatchRun, input);
  }

  @Post(':runId/revert')
  @Roles('operator')
  @Asks(contract.revertMatchRun, 'Takes back the couplings of a run that have not been synchronised since', { starts: true })
  revert(@Input() input: contract.MatchRunReference): Promise<contract.MatchRunChanged> {
    return this.bus.ask(contract.revertMatchRun, input);
  }
}
