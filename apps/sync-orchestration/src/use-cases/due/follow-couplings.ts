import { mappingNamed } from '@tandem/domain/catalogue/index';
import { allows, Direction } from '@tandem/domain/value';
import { DueRecord } from '../../domain/due/due-records';
import { UnitOfWork } from '../../domain/unit-of-work';
import { MakeDuePages } from './make-due-pages';

/** Two records that belong together from now on. */
export interface CoupledPair {
  readonly businessCentralId: string;
  readonly salesId: string;
}

/** A pair that a person has coupled is looked at at once: what it is called, and what its records differ in, is known only then. */
export class FollowCouplings {
  constructor(
    private readonly work: UnitOfWork,
    private readonly makeDuePages: MakeDuePages,
  ) {}

  async run(connectionId: string, mapping: string, pairs: readonly CoupledPair[]): Promise<void> {
    const direction = firstDirectionOf(mapping);
    if (direction === undefined || pairs.length === 0) return;
    const due = pairs.map((pair): DueRecord => ({
      ...{ connectionId, overlay: null, mapping, direction, recordId: direction === 'toSales' ? pair.businessCentralId : pair.salesId },
      ...{ reason: 'now', delayMs: 0, force: false, createUncoupled: false, reviewId: null },
    }));
    await this.work.run(connectionId, ({ dueRecords }) => dueRecords.add(due));
    await this.makeDuePages.run(connectionId);
  }
}

function firstDirectionOf(name: string): Direction | undefined {
  const mapping = mappingNamed(name);
  if (mapping === undefined) return undefined;
  return (['toSales', 'fromSales'] as const).find((direction) => allows(mapping.direction, direction));
}
