import { contextOf } from './context-for-test';
import { blockedWhenTheAccountIsInactive as rule } from './blocked-when-the-account-is-inactive';

describe('an inactive account blocks its customer or vendor', () => {
  it('inactive: blocked for everything', () => {
    expect(rule.complete({ statecode: 1 }, contextOf({ direction: 'fromSales' }))).toEqual({ values: { blocked: 'All' } });
  });
  it('active: nothing is ever unblocked', () => {
    expect(rule.complete({ statecode: 0 }, contextOf({ direction: 'fromSales' }))).toEqual({ values: {} });
  });
});
