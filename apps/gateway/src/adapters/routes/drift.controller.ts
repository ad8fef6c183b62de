import { Controller, Get, Post } from '@nestjs/common';
import * as contract from '@tandem/contracts/drift';
import { Bus } from '@tandem/platform/messaging/bus';
import { Input } from '../http/input';
import { Asks, Roles } from '../http/operation';
import { ofConnection } from './version-1';

/** What differs though no change feed has told: found by comparing both sides, and repaired. */
@Controller(ofConnection('drift'))
export class DriftController {
  constructor(private readonly bus: Bus) {}

  @Get()
  @Roles('viewer')
  @Asks(contract.listDrift, 'Tells what the last compare of each mapping and direction has found and repaired')
  list(@Input() input: contract.ListDrift): Promise<contract.DriftList> {
    return this.bus.ask(contract.listDrift, input);
  }

  @Post()
  @Roles('operator')
  @Asks(contract.compareDrift, 'Compares every coupled record with its counterpart and repairs what differs', { status: 202, starts: true })
  compare(@Input() input: contract.CompareDrift): Promise<contract.DriftList> {
    return this.bus.ask(contract.compareDrift, input);
  }
}
