import { Controller, Get, Patch } from '@nestjs/common';
import { ChangeSchedule, changeSchedule, ReadSchedules, readSchedules, Schedules } from '@tandem/contracts/jobs';
import { Bus } from '@tandem/platform/messaging/bus';
import { Input } from '../http/input';
import { Asks, Roles } from '../http/operation';
import { ofConnection } from './version-1';

/** How often mappings run by themselves. */
@Controller(ofConnection('schedules'))
export class SchedulesController {
  constructor(private readonly bus: Bus) {}

  @Get()
  @Roles('viewer')
  @Asks(readSchedules, 'Lists how often each mapping runs by itself')
  read(@Input() input: ReadSchedules): Promise<Schedules> {
    return this.bus.ask(readSchedules, input);
  }

  @Patch()
  @Roles('operator')
  @Asks(changeSchedule, 'Changes how often a mapping runs by itself')
  change(@Input() input: ChangeSchedule): Promise<Schedules> {
    return this.bus.ask(changeSchedule, input);
  }
}
