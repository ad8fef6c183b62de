import { Controller, Delete, Get, Post } from '@nestjs/common';
import * as contract from '@tandem/contracts/couplings';
import { JobsStarted, synchronize } from '@tandem/contracts/jobs';
import { Bus } from '@tandem/platform/messaging/bus';
import { Input } from '../http/input';
import { Asks, Describes, Roles } from '../http/operation';
import { CouplingLinks, LinkedCoupling, LinkedCouplingDetails, LinkedCouplingPage, PairLinks } from './coupling-links';
import { CreateCounterparts, CreateCoupling, creationIn } from './coupling-inputs';
import { ofConnection } from './version-1';

/** Couplings: which record of one system belongs to which of the other. */
@Controller(ofConnection('couplings'))
export class CouplingsController {
  constructor(
    private readonly bus: Bus,
    private readonly links: CouplingLinks,
  ) {}

  @Get()
  @Roles('viewer')
  @Asks(contract.listCouplings, 'Lists couplings and tombstones in the order of mapping and business key', { answer: LinkedCouplingPage })
  async list(@Input() input: contract.ListCouplings): Promise<LinkedCouplingPage> {
    const { items, nextCursor } = await this.bus.ask(contract.listCouplings, input);
    return { items: await this.links.add(input.connectionId, items), nextCursor };
  }

  @Post()
  @Roles('operator')
  @Describes({
    summary: 'Couples two records; with createIn, one record with a new counterpart',
    input: CreateCoupling,
    answer: [LinkedCoupling, JobsStarted],
    status: 201,
    acceptedWith: 'jobs',
    starts: true,
    location: '/api/v1/connections/:connectionId/couplings/:id',
  })
  async couple(
    @Input() { createIn, businessCentralId = '', salesId = '', initialSync = 'none', ...input }: CreateCoupling,
  ): Promise<LinkedCoupling | JobsStarted> {
    const source = createIn === 'sales' ? businessCentralId : salesId;
    if (createIn) return this.bus.ask(synchronize, creationIn(createIn, { ...input, ids: [source] }));
    return this.linked(
      input.connectionId,
      await this.bus.ask(contract.coupleRecords, { ...input, businessCentralId, salesId, initialSync }),
    );
  }

  @Post('create')
  @Roles('operator')
  @Describes({ summary: 'Creates counterparts of many records', input: CreateCounterparts, answer: JobsStarted, status: 202, starts: true })
  createCounterparts(@Input() { side, ...input }: CreateCounterparts): Promise<JobsStarted> {
    return this.bus.ask(synchronize, creationIn(side, input));
  }

  @Post('uncouple')
  @Roles('operator')
  @Asks(contract.uncoupleMany, 'Takes many pairs apart: those named, or all of a mapping', { starts: true })
  uncoupleMany(@Input() input: contract.UncoupleMany): Promise<contract.ManyUncoupled> {
    return this.bus.ask(contract.uncoupleMany, input);
  }

  @Get(':couplingId')
  @Roles('viewer')
  @Asks(contract.readCoupling, 'Reads a coupling with what the two records last agreed on', { answer: LinkedCouplingDetails })
  async read(@Input() input: contract.ReadCoupling): Promise<LinkedCouplingDetails> {
    return this.linked(input.connectionId, await this.bus.ask(contract.readCoupling, input));
  }

  @Delete(':couplingId')
  @Roles('operator')
  @Asks(contract.uncoupleRecords, 'Takes two records apart; forget=true removes the tombstone as well')
  uncouple(@Input() input: contract.UncoupleRecords): Promise<contract.Uncoupled> {
    return this.bus.ask(contract.uncoupleRecords, input);
  }

  private async linked<Item extends contract.CouplingItem>(connectionId: string, item: Item): Promise<Item & { links: PairLinks }> {
    const [linked] = await this.links.add(connectionId, [item]);
    return linked!;
  }
}
