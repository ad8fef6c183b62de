import { asFailure } from '@tandem/domain/failure';
import { CouplingDirectory, Need, NeedScope, NeedsToResolve } from '../../domain/due/needs';
import { UnitOfWork } from '../../domain/unit-of-work';
import { Findings, needsIn } from '../pages/findings';

/** Most needs in one question; each is some 80 bytes on the bus, whose messages stay under 1 MB. */
const atOnce = 2_000;

/** Asks which needs are coupled by now, and makes the records due that waited for them. */
export class ResolveNeeds {
  constructor(
    private readonly work: UnitOfWork,
    private readonly couplings: CouplingDirectory,
  ) {}

  /** Every open need of a connection and overlay. Answers how many records were released. */
  async all(scope: NeedScope): Promise<number> {
    let released = 0;
    for (let after: Need | null = null; ;) {
      const needs: Need[] = await this.work.run(scope.connectionId, (collections) => collections.needs.open(scope, after, atOnce));
      if (needs.length > 0) released += await this.these({ ...scope, needs });
      if (needs.length < atOnce) return released;
      after = needs.at(-1)!;
    }
  }

  /** Every open need of every connection. */
  async everywhere(): Promise<number> {
    const scopes = await this.work.run(null, (collections) => collections.needs.scopes());
    let released = 0;
    for (const scope of scopes) released += await this.all(scope);
    return released;
  }

  /** These needs only; their records become due where they are met. */
  async these(asked: NeedsToResolve): Promise<number> {
    const met = await this.couplings.resolved({ ...asked, needs: distinct(asked.needs) });
    return met.length === 0 ? 0 : this.release({ ...asked, needs: met });
  }

  /** The needs of what was found, once more after it was stored, so that no wake-up is lost. While the coupling service does not answer, the sweep takes over. */
  async ofFindings({ connectionId, overlay }: NeedScope, found: Findings): Promise<void> {
    const needs = needsIn(found);
    if (needs.length === 0) return;
    try {
      await this.these({ connectionId, overlay, needs });
    } catch (reason) {
      if (asFailure(reason).kind !== 'transient') throw reason;
    }
  }

  /** These needs are met, as the coupling service says. */
  release(met: NeedsToResolve): Promise<number> {
    return this.work.run(met.connectionId, (collections) => collections.needs.release(met));
  }
}

const distinct = (needs: readonly Need[]): Need[] => [
  ...new Map(needs.map((need) => [`${need.mapping}\n${need.by}\n${need.value}`, need])).values(),
];
