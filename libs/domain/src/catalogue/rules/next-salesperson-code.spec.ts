import { contextOf } from './context-for-test';
import { nextSalespersonCode as rule } from './next-salesperson-code';

describe('a new salesperson gets the next free code', () => {
  it('counts on from the highest code of its form', () => {
    const context = contextOf({
      direction: 'fromSales',
      rows: { salespeople: [{ code: 'JO' }, { code: 'SP NO. 00007' }, { code: 'SP NO. 00003' }] },
    });
    expect(rule.complete({}, context)).toEqual({ values: { code: 'SP NO. 00008' } });
    expect(rule.complete({}, context)).toEqual({ values: { code: 'SP NO. 00009' } });
  });
  it('begins with one', () => {
    expect(rule.complete({}, contextOf({ rows: { salespeople: [{ code: 'SP NO. 123' }] } }))).toEqual({ values: { code: 'SP NO. 00001' } });
  });
});
