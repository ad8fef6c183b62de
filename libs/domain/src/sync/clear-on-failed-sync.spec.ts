import { customer } from '../catalogue/customer';
import { contextOf, surroundingsOfCronus } from '../catalogue/rules/context-for-test';
import { Failure } from '../failure';
import { defaultVariant } from '../mapping/variant';
import { Values } from '../value';
import { agreedDigest, compareRecord, laterNeeds, Pairs, pairsAfter, sourceDigest } from './compare-record';
import { References } from './references';
import { planRun } from './run-plan';
import { clearableIn, Transfer, transferFields, withCleared } from './transfer-fields';

const plan = planRun({ mapping: customer, direction: 'toSales', variant: defaultVariant, surroundings: surroundingsOfCronus });
const anna = { mapping: 'CONTACT', businessCentralId: 'bc-anna', salesId: 'sales-anna', businessKey: 'CT01' };
const gone = 'CT99';

/** A customer of which nothing but the name and the primary contact matters. */
const row = (primaryContactNo: string): Values => ({ number: '10000', displayName: 'Adatum', primaryContactNo });

function transferOf(primaryContactNo: string, ...known: (typeof anna)[]): Transfer {
  const transfer = transferFields(plan, row(primaryContactNo), new References(known), contextOf());
  if (transfer instanceof Failure) throw transfer;
  return transfer;
}

/** The transfer once it is known that what it names does not exist. */
function clearedTransferOf(primaryContactNo: string): Transfer {
  const transfer = transferOf(primaryContactNo);
  return withCleared(plan, transfer, clearableIn(transfer));
}

const inSales = (primarycontactid: string | null): Values => ({
  name: 'Adatum',
  transactioncurrencyid: surroundingsOfCronus.localCurrencySalesId,
  primarycontactid,
});

/** Every other both-ways field of the customer is blank on both sides. */
const agreedPairs = (primarycontactid?: unknown): Pairs => {
  const blanks = plan.both.filter(({ kind }) => kind !== 'later').map(({ name }) => [name, null]);
  const currency = [null, surroundingsOfCronus.localCurrencySalesId];
  const named = { name: 'Adatum', transactioncurrencyid: currency };
  return { ...Object.fromEntries(blanks), ...named, ...(primarycontactid !== undefined && { primarycontactid }) };
};

const compare = (transfer: Transfer, target: Values, pairs: Pairs) =>
  compareRecord(plan, { transfer, target, pairs, circumstances: { direction: 'toSales' }, sentBefore: true });

const agreedOnAnna = agreedPairs(['CT01', 'sales-anna']);

describe('a primary contact that does not exist, or is left out for good', () => {
  const comparison = compare(clearedTransferOf(gone), inSales('sales-anna'), agreedOnAnna);
  const pairs = pairsAfter(plan, agreedOnAnna, comparison);

  it('is cleared in Sales, where both sides had agreed on another one', () => {
    expect(comparison.write).toMatchObject({ primarycontactid: null });
    expect(comparison.decision.conflict).toEqual([]);
  });

  it('is agreed by nobody: neither the old pair holds nor a new one', () => {
    expect(comparison.forget).toEqual(['primarycontactid']);
    expect(pairs).toEqual(agreedPairs());
  });

  it('is asked about no more while nothing else changes', () => {
    expect(sourceDigest(transferOf(gone))).toBe(agreedDigest(plan, pairs, 'businessCentral'));
    expect(sourceDigest(clearedTransferOf(gone))).toBe(agreedDigest(plan, pairs, 'businessCentral'));
  });

  it('is waited for all the same', () => {
    expect(laterNeeds(clearedTransferOf(gone))).toEqual([{ mapping: 'CONTACT', by: 'businessKey', value: gone }]);
  });

  it('is written when it has been coupled after all', () => {
    const transfer = transferOf(gone, { ...anna, businessKey: gone });
    expect(sourceDigest(transfer)).not.toBe(agreedDigest(plan, pairs, 'businessCentral'));
    expect(compare(transfer, inSales(null), pairs).write).toMatchObject({ primarycontactid: 'sales-anna' });
  });

  it('is a conflict where a person has chosen another one in Sales meanwhile', () => {
    const { write, decision } = compare(clearedTransferOf(gone), inSales('sales-bob'), agreedOnAnna);
    expect(decision.conflict).toEqual(['primarycontactid']);
    expect(write).not.toHaveProperty('primarycontactid');
  });
});

describe('a primary contact that is not coupled yet', () => {
  it('is left as it is in Sales: it may still come', () => {
    const comparison = compare(transferOf('CT02'), inSales('sales-anna'), agreedOnAnna);
    expect(comparison.write).not.toHaveProperty('primarycontactid');
    expect(pairsAfter(plan, agreedOnAnna, comparison)).toEqual(agreedOnAnna);
  });
});

describe('the other way round', () => {
  it('a contact of Sales that takes no part makes the number in Business Central blank', () => {
    const back = planRun({ mapping: customer, direction: 'fromSales', variant: defaultVariant, surroundings: surroundingsOfCronus });
    const transfer = transferFields(back, inSales('sales-inactive'), new References(), contextOf({ direction: 'fromSales' }));
    if (transfer instanceof Failure) throw transfer;
    const { write } = compareRecord(back, {
      transfer: withCleared(back, transfer, clearableIn(transfer)),
      target: row('CT01'),
      pairs: agreedOnAnna,
      circumstances: { direction: 'fromSales' },
      sentBefore: true,
    });
    expect(write).toMatchObject({ primaryContactNo: null });
  });
});
