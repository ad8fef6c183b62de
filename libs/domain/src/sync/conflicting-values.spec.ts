import { customer } from '../catalogue/customer';
import { contextOf, surroundingsOfCronus } from '../catalogue/rules/context-for-test';
import { Failure } from '../failure';
import { defaultVariant } from '../mapping/variant';
import { Direction, Values } from '../value';
import { Pairs } from './compare-record';
import { conflictingValues } from './conflicting-values';
import { keptPair, kept } from './digest';
import { References } from './references';
import { planRun } from './run-plan';
import { transferFields } from './transfer-fields';

const inBusinessCentral: Values = { number: '10000', displayName: 'Adatum Ltd.', city: 'Leeds' };
const inSales: Values = { accountid: 'a', name: 'Adatum Inc.', address1_city: 'York' };
const agreed: Pairs = { name: 'Adatum', address1_city: ['LONDON', 'London'] };

function shown(direction: Direction, pairs: Pairs, fields: readonly string[]) {
  const plan = planRun({ mapping: customer, direction, variant: defaultVariant, surroundings: surroundingsOfCronus });
  const [source, target] = direction === 'toSales' ? [inBusinessCentral, inSales] : [inSales, inBusinessCentral];
  const transfer = transferFields(plan, source, new References(), contextOf({ direction }));
  if (transfer instanceof Failure) throw transfer;
  return conflictingValues(plan, { transfer, target, pairs }, fields);
}

describe('the values of a conflict', () => {
  const city = { agreed: { businessCentral: 'LONDON', sales: 'London' }, businessCentral: 'Leeds', sales: 'York' };

  it.each(['toSales', 'fromSales'] as const)('are named by side, whichever way the run went (%s)', (direction) => {
    expect(shown(direction, agreed, ['address1_city'])).toEqual({ address1_city: city });
  });

  it('are those of the fields in conflict only', () => {
    expect(Object.keys(shown('toSales', agreed, ['name', 'address1_city']))).toEqual(['name', 'address1_city']);
  });

  it('have no agreed value where the two records were coupled by hand and never agreed', () => {
    expect(shown('toSales', {}, ['name'])).toEqual({ name: { businessCentral: 'Adatum Ltd.', sales: 'Adatum Inc.' } });
  });

  it('of a long text show the beginning', () => {
    const long = kept('x'.repeat(300));
    expect(shown('toSales', { name: keptPair(long, 'Adatum') }, ['name']).name?.agreed).toEqual({
      businessCentral: `${'x'.repeat(256)}…`,
      sales: 'Adatum',
    });
  });
});
