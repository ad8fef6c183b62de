import { Controller, Get } from '@nestjs/common';
import * as contract from '@tandem/contracts/deletions';
import { Bus } from '@tandem/platform/messaging/bus';
import { Input } from '../http/input';
import { Asks, Roles } from '../http/operation';
import { ofConnection } from './version-1';

/** Records that were deleted on one side while their counterpart is still there. */
@Controller(ofConnection('deletions'))
export class DeletionsController {
  constructor(private readonly bus: Bus) {}

  @Get()
  @Roles('viewer')
  @Asks(contract.listDeletions, 'Lists deleted records whose counterpart is still there, with what the mapping says about them')
  list(@Input() input: contract.ListDeletions): Promise<contract.DeletionList> {
    return this.bus.ask(contract.listDeletions, input);
  }
}
