import { Connection } from './connection';

/** The connections that exist. */
export abstract class Connections {
  /** @throws Failure `rejected` `connection.nameTaken` where another one has the name */
  abstract add(connection: Connection): Promise<void>;

  /** @throws Failure `rejected` `connection.notFound` */
  abstract get(id: string): Promise<Connection>;

  /** Up to `limit` connections ordered by name, those after the given name. */
  abstract list(limit: number, afterName?: string): Promise<Connection[]>;

  /**
   * Stores a changed connection under the next version, which it returns.
   * @throws Failure `conflict` `connection.changedMeanwhile` where the stored version is not the one that was read; `rejected` `connection.nameTaken`
   */
  abstract save(connection: Connection, now: Date): Promise<Connection>;

  /** Removes a connection with its secrets, under the version that was read. */
  abstract remove(connection: Connection): Promise<void>;

  /** Ids of enabled connections whose checks last ran before `since`. They count as checked from `now` on, so that nobody else gets them. */
  abstract claimUnchecked(since: Date, now: Date): Promise<string[]>;
}
