import { Controller, Get, Patch, Post } from '@nestjs/common';
import { JobsStarted, Synchronize, synchronize } from '@tandem/contracts/jobs';
import * as contract from '@tandem/contracts/mappings';
import { MatchMapping, matchMapping, MatchStarted } from '@tandem/contracts/match-runs';
import { Bus } from '@tandem/platform/messaging/bus';
import type { Principal } from '../../domain/principal';
import { Caller } from '../http/caller';
import { ReadVersion } from '../http/entity-tag';
import { Input } from '../http/input';
import { Asks, Describes, Roles } from '../http/operation';
import { ChangeMappingRequest } from './mapping-inputs';
import { ofConnection } from './version-1';

/** Table mappings of a connection: the catalogue with what an administrator changed. */
@Controller(ofConnection('mappings'))
export class MappingsController {
  constructor(private readonly bus: Bus) {}

  @Get()
  @Roles('viewer')
  @Asks(contract.listMappings, 'Lists the mappings in the order of a full synchronisation')
  list(@Input() input: contract.ListMappings): Promise<contract.MappingList> {
    return this.bus.ask(contract.listMappings, input);
  }

  @Get(':mapping')
  @Roles('viewer')
  @Asks(contract.readMapping, 'Reads a mapping with its fields, filters and rules', { versioned: 'read' })
  read(@Input() input: contract.MappingReference): Promise<contract.MappingDetail> {
    return this.bus.ask(contract.readMapping, input);
  }

  @Patch(':mapping')
  @Roles('mapper')
  @Describes({
    summary: 'Changes the policies of a mapping: what is absent stays, null goes back to the catalogue; applies to the next job',
    input: ChangeMappingRequest,
    answer: contract.MappingDetail,
    versioned: 'write',
  })
  change(
    @Input() { connectionId, mapping, ...changes }: ChangeMappingRequest,
    @Caller() { name }: Principal,
    @ReadVersion() version?: number,
  ): Promise<contract.MappingDetail> {
    return this.bus.ask(contract.changeMapping, { connectionId, mapping, changes, version, changedBy: name });
  }

  @Get(':mapping/versions')
  @Roles('viewer')
  @Asks(contract.listMappingVersions, 'Lists the stored versions of the settings of a mapping, the newest first')
  versions(@Input() input: contract.MappingReference): Promise<contract.MappingVersions> {
    return this.bus.ask(contract.listMappingVersions, input);
  }

  @Post(':mapping/synchronize')
  @Roles('operator')
  @Asks(synchronize, 'Synchronises a mapping now: what has changed, everything, or the records named', { status: 202, starts: true })
  synchronize(@Input() input: Synchronize): Promise<JobsStarted> {
    return this.bus.ask(synchronize, input);
  }

  @Post(':mapping/match')
  @Roles('operator')
  @Asks(matchMapping, 'Pairs the uncoupled records of a mapping; with dryRun the pairs wait for approval', {
    status: 202,
    starts: true,
    location: '/api/v1/connections/:connectionId/match-runs/:id',
  })
  match(@Input() input: MatchMapping): Promise<MatchStarted> {
    return this.bus.ask(matchMapping, input);
  }
}
