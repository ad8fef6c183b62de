import { Controller } from '@nestjs/common';
import { connectionChanged, ConnectionChanged } from '@tandem/contracts/connection';
import { reviewChanged, ReviewChanged } from '@tandem/contracts/reviews';
import { Bus } from '@tandem/platform/messaging/bus';
import { Hears } from '@tandem/platform/messaging/handlers';
import type { LiveEvent } from '../../domain/live-event';
import { LiveEvents } from '../../domain/live-events';
import { KnownConnections } from '../http/known-connections';
import { EventStreams } from './event-streams';
import { liveEventStored, LiveEventStored } from './live-event-stored';

/** Hears what happens on connections: one instance keeps it, then every instance tells those who watch. */
@Controller()
export class LiveEventsController {
  private readonly kept = new Map<string, Promise<void>>();

  constructor(
    private readonly events: LiveEvents,
    private readonly streams: EventStreams,
    private readonly connections: KnownConnections,
    private readonly bus: Bus,
  ) {}

  @Hears(reviewChanged)
  async reviewChanged({ review }: ReviewChanged): Promise<void> {
    await this.keep({ connectionId: review.connectionId, name: 'review', about: review.id, revision: review.revision, body: review });
  }

  @Hears(connectionChanged)
  async connectionChanged({ connectionId, change }: ConnectionChanged): Promise<void> {
    await this.keep({ connectionId, name: 'connection', about: connectionId, body: { change } });
  }

  @Hears(liveEventStored, { everyInstance: true })
  liveEventStored({ connectionId }: LiveEventStored): void {
    this.connections.forget(connectionId);
    this.streams.wake(connectionId);
  }

  /** Events are kept in the order in which they were heard. */
  private keep(event: Omit<LiveEvent, 'id'>): Promise<void> {
    const before = this.kept.get(event.connectionId) ?? Promise.resolve();
    const now = before.then(() => this.keepNow(event));
    this.kept.set(
      event.connectionId,
      now.catch(() => undefined),
    );
    return now;
  }

  private async keepNow(event: Omit<LiveEvent, 'id'>): Promise<void> {
    const { connectionId } = event;
    if (await this.events.append(event)) await this.bus.announce(liveEventStored, { connectionId }, { connectionId });
  }
}
