import { Controller, Get, Post } from '@nestjs/common';
import * as contract from '@tandem/contracts/jobs';
import { Bus } from '@tandem/platform/messaging/bus';
import { Input } from '../http/input';
import { Asks, Roles } from '../http/operation';
import { ofConnection } from './version-1';

/** Jobs: one mapping, in one direction, for one reason. */
@Controller(ofConnection('jobs'))
export class JobsController {
  constructor(private readonly bus: Bus) {}

  @Get()
  @Roles('viewer')
  @Asks(contract.listJobs, 'Lists the jobs of a connection, the newest first')
  list(@Input() input: contract.ListJobs): Promise<contract.JobList> {
    return this.bus.ask(contract.listJobs, input);
  }

  @Get(':jobId')
  @Roles('viewer')
  @Asks(contract.readJob, 'Reads a job with its counters')
  read(@Input() input: contract.JobReference): Promise<contract.JobView> {
    return this.bus.ask(contract.readJob, input);
  }

  @Post(':jobId/cancel')
  @Roles('operator')
  @Asks(contract.cancelJob, 'Cancels a job; what workers have in hand is finished', { status: 202, starts: true })
  cancel(@Input() input: contract.JobReference): Promise<contract.JobView> {
    return this.bus.ask(contract.cancelJob, input);
  }

  @Post(':jobId/retry-failed')
  @Roles('operator')
  @Asks(contract.retryFailedRecords, 'Looks at every parked, waiting or conflicting record of a job again', { status: 202, starts: true })
  retryFailed(@Input() input: contract.JobReference): Promise<contract.RecordsDue> {
    return this.bus.ask(contract.retryFailedRecords, input);
  }
}
