/** The two systems of a connection, opened for reading and writing. */
import { PageLease } from '@tandem/contracts/sync';
import { Surroundings } from '@tandem/domain/mapping/surroundings';
import { Variant } from '@tandem/domain/mapping/variant';
import { RecordStore } from '@tandem/domain/ports/record-store';
import { Side } from '@tandem/domain/value';

export type Stores = Readonly<Record<Side, RecordStore>>;

export interface OpenSystems {
  readonly stores: Stores;
  readonly surroundings: Surroundings;
  readonly variant: Variant;
  /** Requests sent since the last time, by side. */
  takeRequests(): { sales: number; businessCentral: number };
}

export abstract class Systems {
  /** Opens both systems with the share of the limits that the page's lease brings. With `overlay` nothing is written: the stores record what would be. */
  abstract forPage(page: PageLease): Promise<OpenSystems>;
  /** Both systems for a question of a person, who may ask before the connection is enabled. */
  abstract forQuestion(connectionId: string): Stores;
  /** A service has asked another holder of a budget for a pause, in milliseconds: nobody sends before it is over. */
  abstract hold(budget: string, pauseMs: number): void;
  /** The connection was stopped: no request begins any more before access has been granted anew. */
  abstract withdraw(connectionId: string): void;
}
