/** What the coupling service tells others, should they listen. */
import { Coupling } from './coupling';

export abstract class CouplingEvents {
  /** These records have been coupled; what waits for one of them can go on. May be lost. */
  abstract coupled(connectionId: string, couplings: readonly Coupling[]): Promise<void>;
}
