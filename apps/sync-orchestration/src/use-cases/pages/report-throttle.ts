import { Side } from '@tandem/domain/value';
import { UnitOfWork } from '../../domain/unit-of-work';

/** Tells every holder of a budget to keep silent. */
export abstract class ThrottleBroadcast {
  abstract tell(budget: string, pauseMs: number): Promise<void>;
}

/** A service asked for a pause: it is stored and broadcast, and the budget is halved. */
export class ReportThrottle {
  constructor(
    private readonly work: UnitOfWork,
    private readonly broadcast: ThrottleBroadcast,
  ) {}

  async run({ connectionId, side, pauseMs }: { connectionId: string; side: Side; pauseMs: number }): Promise<boolean> {
    const budget = await this.work.run(null, async ({ connections, budgets }) => {
      const card = await connections.find(connectionId);
      if (card) await budgets.pause(card.budgets[side], pauseMs);
      return card?.budgets[side];
    });
    if (budget !== undefined) await this.broadcast.tell(budget, pauseMs);
    return budget !== undefined;
  }
}
