import { Controller, Get, Post } from '@nestjs/common';
import * as contract from '@tandem/contracts/guards';
import { Bus } from '@tandem/platform/messaging/bus';
import type { Principal } from '../../domain/principal';
import { Caller } from '../http/caller';
import { Input } from '../http/input';
import { Asks, Describes, Roles } from '../http/operation';
import { GuardDecision } from './guard-inputs';
import { ofConnection } from './version-1';

/** The deletion guard: what it asks when many records are deleted in a short time. */
@Controller(ofConnection('guards'))
export class GuardsController {
  constructor(private readonly bus: Bus) {}

  @Get()
  @Roles('viewer')
  @Asks(contract.listGuards, 'Lists the questions of the deletion guard, the last opened first')
  list(@Input() input: contract.ListGuards): Promise<contract.GuardList> {
    return this.bus.ask(contract.listGuards, input);
  }

  @Get(':guardId')
  @Roles('viewer')
  @Asks(contract.readGuard, 'Reads a question of the deletion guard with the records that were deleted')
  read(@Input() input: contract.GuardReference): Promise<contract.GuardDetail> {
    return this.bus.ask(contract.readGuard, input);
  }

  @Post(':guardId/approve')
  @Roles('operator')
  @Describes({
    summary: 'Approves deletions: what the mapping says about them is carried out',
    input: GuardDecision,
    answer: contract.GuardView,
    status: 202,
    starts: true,
  })
  approve(@Input() input: GuardDecision, @Caller() { name }: Principal): Promise<contract.GuardView> {
    return this.bus.ask(contract.approveGuard, { ...input, decidedBy: name });
  }

  @Post(':guardId/reject')
  @Roles('operator')
  @Describes({
    summary: 'Rejects deletions: nothing follows from them, they stay listed as issues',
    input: GuardDecision,
    answer: contract.GuardView,
    starts: true,
  })
  reject(@Input() input: GuardDecision, @Caller() { name }: Principal): Promise<contract.GuardView> {
    return this.bus.ask(contract.rejectGuard, { ...input, decidedBy: name });
  }
}
