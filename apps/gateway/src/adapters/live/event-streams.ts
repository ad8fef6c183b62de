/** The clients of this instance that watch connections. */
import { OnModuleDestroy } from '@nestjs/common';
import { FastifyReply, FastifyRequest } from 'fastify';
import { LiveEvents } from '../../domain/live-events';
import { Authenticate } from '../../use-cases/authenticate';
import { callerOf } from '../http/caller';
import { Refusal } from '../http/refusal';
import { EventStream, Watch } from './event-stream';
import { ServerSentEvents } from './server-sent-events';

interface Watcher {
  readonly connectionId: string;
  readonly callerId: string;
  readonly stream: EventStream;
  readonly wire: ServerSentEvents;
}

const mostPerCaller = 20;

export class EventStreams implements OnModuleDestroy {
  private readonly watchers = new Set<Watcher>();

  constructor(
    private readonly events: LiveEvents,
    private readonly authenticate: Authenticate,
    private readonly heartbeatMs: number,
  ) {}

  /** Turns a request into a stream that lives until the client leaves, its credential ends or the gateway stops. */
  async open(request: FastifyRequest, reply: FastifyReply, watch: Omit<Watch, 'lastEventId'>): Promise<void> {
    const callerId = callerOf(request)?.id ?? '';
    if (this.countOf(callerId) >= mostPerCaller) throw tooManyStreams();
    let wire: ServerSentEvents | undefined;
    const openWire = (): ServerSentEvents => (wire = ServerSentEvents.open(reply));
    const stream = await EventStream.open(this.events, { ...watch, lastEventId: lastEventIdOf(request) }, openWire);
    this.keep({ connectionId: watch.connectionId, callerId, stream, wire: wire! }, request.headers.authorization);
  }

  /** Something has happened on a connection. */
  wake(connectionId: string): void {
    for (const watcher of this.watchers) if (watcher.connectionId === connectionId) watcher.stream.wake();
  }

  onModuleDestroy(): void {
    for (const { wire } of this.watchers) wire.close();
  }

  private keep(watcher: Watcher, authorization: string | undefined): void {
    this.watchers.add(watcher);
    const timer = setInterval(() => void this.beat(watcher, authorization), this.heartbeatMs);
    watcher.wire.onClose(() => {
      clearInterval(timer);
      this.watchers.delete(watcher);
    });
    watcher.stream.wake();
  }

  /** A beat also reads, because a wake-up may be lost, and asks again whether the credential still counts. */
  private async beat({ wire, stream, callerId }: Watcher, authorization: string | undefined): Promise<void> {
    const caller = await this.authenticate.run(authorization).catch(() => undefined);
    const stillCounts = caller === undefined || ('id' in caller && caller.id === callerId);
    if (!stillCounts) return wire.close();
    wire.heartbeat();
    stream.wake();
  }

  private countOf(callerId: string): number {
    return [...this.watchers].filter((watcher) => watcher.callerId === callerId).length;
  }
}

function lastEventIdOf({ headers }: FastifyRequest): number | undefined {
  const text = headers['last-event-id'];
  return typeof text === 'string' && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

const tooManyStreams = (): Refusal =>
  new Refusal(
    429,
    {
      code: 'events.tooManyStreams',
      detail: `One caller may watch ${mostPerCaller} streams at a time.`,
      help: 'Close streams that nobody looks at; one stream of a connection tells everything that happens on it.',
    },
    { headers: { 'retry-after': '10' } },
  );
