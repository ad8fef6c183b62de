import { Side } from '@tandem/domain/value';
import { Queries } from '@tandem/platform/persistence/transactions';
import { Budgets } from '../domain/budgets/budgets';
import { halved, raised, ServiceBudget } from '../domain/budgets/service-budget';

interface BudgetRow {
  budget: string;
  side: Side;
  ceiling: number;
  slots: number;
  paused_for_ms: number;
}

const inUse = `
  select c.budget, sum(case when p.renewed_at < now() - $2 * interval '1 millisecond' then least(1, c.slots) else c.slots end)::int as in_use
  from pages p join connections n on n.connection_id = p.connection_id
    cross join lateral (values (n.sales_budget, p.sales_slots), (n.business_central_budget, p.business_central_slots)) as c(budget, slots)
  where p.state = 'leased' and p.lease_ends_at > now() and c.budget = any($1) group by c.budget`;

export class PostgresBudgets extends Budgets {
  constructor(private readonly db: Queries) {
    super();
  }

  async know(budget: string, side: Side, ceiling: number): Promise<void> {
    await this.db.execute('insert into budgets (budget, side, ceiling, slots) values ($1, $2, $3, $3) on conflict do nothing', [
      budget,
      side,
      ceiling,
    ]);
  }

  async measured(budgets: readonly string[], silentMs: number): Promise<ServiceBudget[]> {
    const rows = await this.locked(budgets);
    const used = await this.db.query<{ budget: string; in_use: number }>(inUse, [budgets, silentMs]);
    return rows.map(({ paused_for_ms, ...row }) => ({
      ...row,
      pausedForMs: paused_for_ms,
      inUse: used.find(({ budget }) => budget === row.budget)?.in_use ?? 0,
    }));
  }

  async raise(budgets: readonly string[]): Promise<void> {
    const rows = await this.db.query<BudgetRow>(
      `select * from budgets where budget = any($1) and slots < ceiling and paused_until <= now() order by budget for update`,
      [budgets],
    );
    for (const { budget, slots, ceiling } of rows) await this.set(budget, raised(slots, ceiling));
  }

  async pause(budget: string, pauseMs: number): Promise<void> {
    const [row] = await this.locked([budget]);
    if (!row) return;
    if (row.paused_for_ms === 0) await this.set(budget, halved(row.slots));
    await this.db.execute(
      `update budgets set paused_until = greatest(paused_until, now() + $2 * interval '1 millisecond') where budget = $1`,
      [budget, pauseMs],
    );
  }

  /** In one order, so that two takers never wait for each other. */
  private locked(budgets: readonly string[]): Promise<BudgetRow[]> {
    return this.db.query<BudgetRow>(
      'select budget, side, ceiling, slots, greatest(0, extract(epoch from paused_until - now()) * 1000)::float8 as paused_for_ms from budgets where budget = any($1) order by budget for update',
      [budgets],
    );
  }

  private async set(budget: string, slots: number): Promise<void> {
    await this.db.execute('update budgets set slots = $2 where budget = $1', [budget, slots]);
  }
}
