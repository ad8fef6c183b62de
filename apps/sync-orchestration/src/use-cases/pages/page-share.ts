import { sourceOf, targetOf } from '@tandem/domain/value';
import { BudgetRules, ServiceBudget, shareOf } from '../../domain/budgets/service-budget';
import { Job, priorities } from '../../domain/jobs/job';
import { Slots } from '../../domain/jobs/pages';
import { Budgets } from '../../domain/budgets/budgets';

/** How pages are handed out; milliseconds. */
export interface HandOutRules extends BudgetRules {
  readonly leaseMs: number;
  /** A holder that has not been heard for so long counts for one slot only. */
  readonly silentHolderMs: number;
}

export interface BudgetNames {
  readonly sales: string;
  readonly businessCentral: string;
}

/** What a page may send. */
export interface Share {
  readonly slots: Slots;
  /** Budgets in which no slot is free, or whose service has asked for silence. */
  readonly spent: readonly string[];
  /** For how long nothing may be sent, in milliseconds, by side. */
  readonly pauseMs: { readonly sales?: number; readonly businessCentral?: number };
}

const sides = ['sales', 'businessCentral'] as const;

/** Works out the share of both services' budgets that a page gets. */
export class PageShare {
  constructor(private readonly rules: HandOutRules) {}

  /** @param held the slots that the page has already, which are its own to get again */
  async of(
    budgets: Budgets,
    names: BudgetNames,
    { job, held }: { job: Pick<Job, 'direction' | 'priority'>; held?: Slots },
  ): Promise<Share> {
    const measured = await budgets.measured([names.sales, names.businessCentral], this.rules.silentHolderMs);
    const budgetOf = (side: (typeof sides)[number]): ServiceBudget | undefined => measured.find(({ budget }) => budget === names[side]);
    const share = (side: (typeof sides)[number]): number => {
      const budget = budgetOf(side);
      return budget ? this.shareOn({ ...budget, inUse: budget.inUse - (held?.[side] ?? 0) }, side === targetOf(job.direction), job) : 0;
    };
    const slots = { sales: share('sales'), businessCentral: share('businessCentral') };
    const paused = sides.map((side) => [side, budgetOf(side)?.pausedForMs ?? 0] as const).filter(([, milliseconds]) => milliseconds > 0);
    return {
      slots,
      spent: [targetOf(job.direction), sourceOf(job.direction)].filter((side) => slots[side] < 1).map((side) => names[side]),
      pauseMs: Object.fromEntries(paused.map(([side, milliseconds]) => [side, Math.ceil(milliseconds)])),
    };
  }

  private shareOn(budget: ServiceBudget, isTarget: boolean, { priority }: Pick<Job, 'priority'>): number {
    const most = isTarget ? this.rules.mostForTarget[budget.side] : this.rules.mostForSource;
    return shareOf(budget, { most, interactive: priority === priorities.interactive }, this.rules);
  }
}
