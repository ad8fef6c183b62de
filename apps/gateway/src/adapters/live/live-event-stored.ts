/** Tells every instance of the gateway that there is an event to read; the event itself is in the database. */
import { IsUUID } from 'class-validator';
import { event } from '@tandem/contracts/contract';

export class LiveEventStored {
  @IsUUID() connectionId!: string;
}

export const liveEventStored = event('gateway.v1.live-event-stored', { body: LiveEventStored });
