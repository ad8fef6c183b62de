import { LiveEvent } from './live-event';

/** The last events of each connection, kept so that live views can go on where they stopped. */
export abstract class LiveEvents {
  /** Keeps an event, unless a later revision is kept already; false then. What is far behind is forgotten. */
  abstract append(event: Omit<LiveEvent, 'id'>): Promise<boolean>;

  /** Id of the last event of a connection; 0 where there is none. */
  abstract lastId(connectionId: string): Promise<number>;

  /** The events behind an id, in order; undefined where some of them have been forgotten or the id was never given. */
  abstract after(connectionId: string, id: number): Promise<LiveEvent[] | undefined>;
}
