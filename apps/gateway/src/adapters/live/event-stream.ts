/** One client that watches one connection: a snapshot, then what happens, in order and without gaps. */
import { LiveEvent, withoutSuperseded } from '../../domain/live-event';
import { LiveEvents } from '../../domain/live-events';
import { ServerSentEvents } from './server-sent-events';

export interface Watch {
  readonly connectionId: string;
  /** Which events the client wants. */
  readonly wants: (event: LiveEvent) => boolean;
  /** The present state, sent first and whenever events have been missed. */
  readonly snapshot: () => Promise<object>;
  /** Id of the last event that the client has received before. */
  readonly lastEventId?: number;
}

export class EventStream {
  private position = 0;
  private reading?: Promise<void>;
  private readAgain = false;

  constructor(
    private readonly events: LiveEvents,
    private readonly watch: Watch,
    private readonly wire: ServerSentEvents,
  ) {}

  /** Goes on behind the last event the client knows; begins with a snapshot where it knows none, or too old a one. */
  static async open(events: LiveEvents, watch: Watch, openWire: () => ServerSentEvents): Promise<EventStream> {
    const { connectionId, lastEventId } = watch;
    const missed = lastEventId === undefined ? undefined : await events.after(connectionId, lastEventId);
    if (missed) return new EventStream(events, watch, openWire()).begin(missed, lastEventId!);
    const position = await events.lastId(connectionId);
    const snapshot = await watch.snapshot();
    return new EventStream(events, watch, openWire()).restart(snapshot, position);
  }

  /** There may be something new. Calls that come while it is read count as one. */
  wake(): void {
    this.readAgain = true;
    this.reading ??= this.readAll().finally(() => (this.reading = undefined));
  }

  private async readAll(): Promise<void> {
    try {
      while (this.readAgain) {
        this.readAgain = false;
        await this.readNew();
      }
    } catch {
      // The client comes back by itself and goes on behind the last event it has received.
      this.wire.close();
    }
  }

  private async readNew(): Promise<void> {
    const fresh = await this.events.after(this.watch.connectionId, this.position);
    if (fresh) return this.send(fresh);
    const position = await this.events.lastId(this.watch.connectionId);
    this.restart(await this.watch.snapshot(), position);
  }

  private begin(missed: readonly LiveEvent[], position: number): this {
    this.position = position;
    this.send(missed);
    return this;
  }

  private restart(snapshot: object, position: number): this {
    this.position = position;
    this.wire.send({ id: position, name: 'snapshot', body: snapshot });
    return this;
  }

  private send(events: readonly LiveEvent[]): void {
    for (const event of withoutSuperseded(events.filter(this.watch.wants))) this.wire.send(event);
    this.position = events.at(-1)?.id ?? this.position;
  }
}
