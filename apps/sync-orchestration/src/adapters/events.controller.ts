import { Controller } from '@nestjs/common';
import { connectionChanged, ConnectionChanged } from '@tandem/contracts/connection';
import { recordsCoupled, RecordsCoupled } from '@tandem/contracts/coupling';
import { Hears } from '@tandem/platform/messaging/handlers';
import { Need } from '../domain/due/needs';
import { FollowConnection } from '../use-cases/connections/follow-connection';
import { FollowCouplings } from '../use-cases/due/follow-couplings';
import { MakeDuePages } from '../use-cases/due/make-due-pages';
import { ResolveNeeds } from '../use-cases/due/resolve-needs';

/** What other services announce. Events may be lost: a sweep, or the next question, makes up for each. */
@Controller()
export class EventsController {
  constructor(
    private readonly resolveNeeds: ResolveNeeds,
    private readonly makeDuePages: MakeDuePages,
    private readonly followConnection: FollowConnection,
    private readonly followCouplings: FollowCouplings,
  ) {}

  @Hears(recordsCoupled)
  async coupled({ connectionId, mapping, records }: RecordsCoupled): Promise<void> {
    const needs = records.flatMap(({ businessCentralId, salesId, businessKey }): Need[] => [
      { mapping, by: 'businessCentralId', value: businessCentralId },
      { mapping, by: 'salesId', value: salesId },
      ...(businessKey === null ? [] : [{ mapping, by: 'businessKey' as const, value: businessKey }]),
    ]);
    if ((await this.resolveNeeds.release({ connectionId, overlay: null, needs })) > 0) await this.makeDuePages.run(connectionId);
    await this.followCouplings.run(
      connectionId,
      mapping,
      records.filter(({ businessKey }) => businessKey === null),
    );
  }

  @Hears(connectionChanged)
  async changed({ connectionId, change }: ConnectionChanged): Promise<void> {
    if (change === 'disabled') return this.followConnection.disabled(connectionId);
    if (change === 'deleted') return this.followConnection.deleted(connectionId);
    await this.followConnection.changed(connectionId);
    if (change === 'recovered' || change === 'enabled' || change === 'changed') await this.followConnection.recovered(connectionId);
  }
}
