import { Controller, Get } from '@nestjs/common';
import { listWorkers, WorkerList } from '@tandem/contracts/workers';
import { Bus } from '@tandem/platform/messaging/bus';
import { Describes, Roles } from '../http/operation';
import { v1 } from './version-1';

/** Who is working, for all connections. */
@Controller(v1('workers'))
export class WorkersController {
  constructor(private readonly bus: Bus) {}

  @Get()
  @Roles('viewer')
  @Describes({ summary: 'Shows the workers and what each has in hand', answer: WorkerList, everyConnection: true })
  list(): Promise<WorkerList> {
    return this.bus.ask(listWorkers, {});
  }
}
