import { contextOf } from './context-for-test';
import { createdFromATemplate as rule } from './created-from-a-template';

describe('a new record of Business Central is made from its template', () => {
  const complete = (templates: Record<string, string>) =>
    rule.complete({}, contextOf({ direction: 'fromSales', surroundings: { templates }, memory: [['targetTable', 'customers']] }));
  it('the template of its table', () => {
    expect(complete({ customers: 'BCICUST', vendors: 'BCIVEND' })).toEqual({ values: { templateCode: 'BCICUST' } });
  });
  it('none where none is set', () => {
    expect(complete({ vendors: 'BCIVEND' })).toEqual({ values: {} });
  });
});
