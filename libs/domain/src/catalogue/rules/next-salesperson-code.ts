/** A salesperson made from a user gets the next code of the form `SP NO. 00001`. */
import { CompleteRule, RuleContext } from '../../mapping/special-rule';
import { businessCentral } from '../../tables/business-central';

const form = /^SP NO\. (\d{5})$/;

const numberOf = (code: unknown): number => Number(form.exec(String(code))?.[1] ?? 0);

function highest({ rows, memory }: RuleContext): number {
  const known = memory.get('salespersonNumber') as number | undefined;
  return known ?? Math.max(0, ...(rows[businessCentral.salespeople.name] ?? []).map(({ values }) => numberOf(values['code'])));
}

export const nextSalespersonCode: CompleteRule = {
  kind: 'complete',
  moment: 'onCreate',
  name: 'a new salesperson gets the next free code',
  direction: 'fromSales',
  columns: ['code'],
  reads: [{ table: businessCentral.salespeople, columns: ['code'] }],
  complete(_source, context) {
    const next = highest(context) + 1;
    context.memory.set('salespersonNumber', next);
    return { values: { code: `SP NO. ${String(next).padStart(5, '0')}` } };
  },
};
