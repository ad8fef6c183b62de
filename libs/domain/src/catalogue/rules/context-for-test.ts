/** A context for rules in tests: CRONUS in pounds against a Sales organisation in dollars. */
import { RuleContext } from '../../mapping/special-rule';
import { Surroundings } from '../../mapping/surroundings';
import { StoredRecord } from '../../ports/record-store';
import { Values } from '../../value';

export const surroundingsOfCronus: Surroundings = {
  localCurrencyCode: 'GBP',
  localCurrencySalesId: '11111111-1111-4111-8111-111111111111',
  baseCurrencyCode: 'USD',
  currencyPrecision: 2,
  companyId: '22222222-2222-4222-8222-222222222222',
  companyScoped: true,
  owningTeamId: null,
  templates: {},
  workDate: '2026-05-01',
};

/** A row with nothing but values. */
export const rowOf = (values: Values): StoredRecord => ({ id: JSON.stringify(values), version: '1', modifiedAt: null, values });

/** The context of one page. */
export const contextOf = (
  changes: {
    surroundings?: Partial<Surroundings>;
    rows?: Record<string, Values[]>;
    direction?: RuleContext['direction'];
    memory?: [string, unknown][];
  } = {},
): RuleContext => ({
  direction: changes.direction ?? 'toSales',
  surroundings: { ...surroundingsOfCronus, ...changes.surroundings },
  rows: Object.fromEntries(Object.entries(changes.rows ?? {}).map(([table, rows]) => [table, rows.map(rowOf)])),
  memory: new Map(changes.memory),
});
