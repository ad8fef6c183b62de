/** What the coupling service tells others, should they listen. */
import { Coupling } from './coupling';

/** Two records that belong together from now on. */
export type CoupledPair = Pick<Coupling, 'tables' | 'ids' | 'businessKey'>;

export abstract class CouplingEvents {
  /** These records have been coupled; what waits for one of them can go on. May be lost. */
  abstract coupled(connectionId: string, couplings: readonly CoupledPair[]): Promise<void>;
}
