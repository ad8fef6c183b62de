/** The budget of one service and principal: how many requests all workers together may have in flight, and who gets how many. */
import { Side } from '@tandem/domain/value';

/** Most requests in flight that a service bears for one principal, and how many of them are kept for people who wait. */
export interface BudgetRules {
  readonly ceilings: Readonly<Record<Side, number>>;
  readonly keptForInteractive: number;
  /** Most slots for one page on the side it writes to, and on the side it reads from. */
  readonly mostForTarget: Readonly<Record<Side, number>>;
  readonly mostForSource: number;
}

export interface ServiceBudget {
  readonly budget: string;
  readonly side: Side;
  readonly ceiling: number;
  /** The slots that may be used now: grows by one with each good report, halves when the service asks for a pause. */
  readonly slots: number;
  readonly inUse: number;
  /** How long nothing may be sent, in milliseconds; 0 where nobody asked for silence. */
  readonly pausedForMs: number;
}

/** The name of a budget: two companies that use one application user share it. */
export const budgetNamed = (host: string, principal: string): string => `${host.toLowerCase()}|${principal.toLowerCase()}`;

/** The slots that a page gets out of a budget; zero where it has to wait. */
export function shareOf(budget: ServiceBudget, wanted: { most: number; interactive: boolean }, rules: BudgetRules): number {
  if (budget.pausedForMs > 0) return 0;
  const kept = wanted.interactive ? 0 : rules.keptForInteractive;
  const usable = Math.max(1, budget.slots - kept);
  return Math.max(0, Math.min(wanted.most, usable - budget.inUse));
}

/** The slots after the service asked for a pause. */
export const halved = (slots: number): number => Math.max(1, Math.floor(slots / 2));

/** The slots after a page went well. */
export const raised = (slots: number, ceiling: number): number => Math.min(ceiling, slots + 1);
