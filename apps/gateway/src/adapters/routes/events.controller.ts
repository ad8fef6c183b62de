import { Controller, Get, Req, Res } from '@nestjs/common';
import { ConnectionReference, getConnection } from '@tandem/contracts/connection';
import { listReviews, readReview, ReviewReference } from '@tandem/contracts/reviews';
import { Bus } from '@tandem/platform/messaging/bus';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Input } from '../http/input';
import { Describes, Roles } from '../http/operation';
import { EventStreams } from '../live/event-streams';
import { ofConnection } from './version-1';

/** Live views as Server-Sent Events: a snapshot, then what happens. */
@Controller(ofConnection(''))
export class EventsController {
  constructor(
    private readonly bus: Bus,
    private readonly streams: EventStreams,
  ) {}

  @Get('events')
  @Roles('viewer')
  @Describes({ summary: 'Watches everything that happens on a connection', input: ConnectionReference, stream: true })
  watchConnection(@Input() input: ConnectionReference, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.streams.open(request, reply, {
      connectionId: input.connectionId,
      wants: () => true,
      snapshot: () => this.connectionNow(input),
    });
  }

  @Get('full-syncs/:reviewId/events')
  @Roles('viewer')
  @Describes({ summary: 'Watches a full synchronisation', input: ReviewReference, stream: true })
  watchReview(@Input() input: ReviewReference, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const wants = ({ about }: { about: string }): boolean => about === input.reviewId;
    return this.streams.open(request, reply, { connectionId: input.connectionId, wants, snapshot: () => this.bus.ask(readReview, input) });
  }

  private async connectionNow(input: ConnectionReference): Promise<object> {
    const [connection, reviews] = await Promise.all([
      this.bus.ask(getConnection, input),
      this.bus.ask(listReviews, { ...input, limit: 1 }),
    ]);
    return { connection, latestReview: reviews.items[0] };
  }
}
