import { Controller, Get } from '@nestjs/common';
import { Limits, ReadLimits, readLimits } from '@tandem/contracts/jobs';
import { Bus } from '@tandem/platform/messaging/bus';
import { Input } from '../http/input';
import { Asks, Roles } from '../http/operation';
import { ofConnection } from './version-1';

/** What a connection may send to both systems at the moment. */
@Controller(ofConnection('limits'))
export class LimitsController {
  constructor(private readonly bus: Bus) {}

  @Get()
  @Roles('viewer')
  @Asks(readLimits, 'Shows the service limits in use')
  read(@Input() input: ReadLimits): Promise<Limits> {
    return this.bus.ask(readLimits, input);
  }
}
