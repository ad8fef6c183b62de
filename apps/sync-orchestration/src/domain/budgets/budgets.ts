import { Side } from '@tandem/domain/value';
import { ServiceBudget } from './service-budget';

/** The budgets of all services and principals. */
export abstract class Budgets {
  /** Makes a budget known; one that is known stays as it is. */
  abstract know(budget: string, side: Side, ceiling: number): Promise<void>;
  /** The budgets with what is in use, locked: of leases that are open, and of holders that have been silent for `silentMs` one slot only. */
  abstract measured(budgets: readonly string[], silentMs: number): Promise<ServiceBudget[]>;
  /** A page went well. */
  abstract raise(budgets: readonly string[]): Promise<void>;
  /** The service asked for a pause: slots are halved, once for each pause, and nothing is handed out before it is over. */
  abstract pause(budget: string, pauseMs: number): Promise<void>;
}
