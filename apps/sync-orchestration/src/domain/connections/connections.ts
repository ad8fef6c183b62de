import { Attention, ConnectionCard } from './connection-card';

/** What is remembered about connections, so that a page can be handed out without asking another service. */
export abstract class Connections {
  abstract keep(card: ConnectionCard): Promise<void>;
  abstract find(connectionId: string): Promise<ConnectionCard | null>;
  /** Nothing runs any more, not even a dry run. */
  abstract disable(connectionId: string): Promise<void>;
  /** No page is handed out before the next probe, which is put off further with each trouble. */
  abstract needAttention(connectionId: string, attention: Attention): Promise<void>;
  /** A page went well, or a person has put the set-up right. True where attention was needed. */
  abstract recover(connectionId: string): Promise<boolean>;
  /** Lets one page through to see whether the trouble is over, and puts the next probe off. */
  abstract probe(connectionId: string): Promise<void>;
  abstract attention(connectionId: string): Promise<Attention | null>;
  /** Connections that may run. */
  abstract enabled(): Promise<string[]>;
}
