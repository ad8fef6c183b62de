import { Controller, Get, Post } from '@nestjs/common';
import * as contract from '@tandem/contracts/match-runs';
import { readJob } from '@tandem/contracts/jobs';
import { asFailure } from '@tandem/domain/failure';
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
    return this.bus.ask(contract.readMatchRun, input).catch((thrown: unknown) => this.notBegun(input, thrown));
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

  /** A run has the id of its job, and exists as soon as a worker has taken that up. */
  private async notBegun({ connectionId, runId }: contract.MatchRunReference, thrown: unknown): Promise<contract.MatchRunView> {
    if (asFailure(thrown).code !== 'matchRun.notFound') throw thrown;
    const { reason, state, mapping, createdAt } = await this.bus.ask(readJob, { connectionId, jobId: runId }).catch(() => {
      throw thrown;
    });
    if (reason !== 'match' || !['queued', 'running'].includes(state)) throw thrown;
    const nothing = {
      pairs: [],
      ambiguous: [],
      unmatched: [],
      coupled: 0,
      unmatchedBusinessCentral: 0,
      unmatchedSales: 0,
      alreadyCoupled: 0,
    };
    return { id: runId, mapping, state: 'collecting', startedAt: createdAt, ...nothing };
  }
}
