import { customer } from '../catalogue/customer';
import { contextOf, surroundingsOfCronus } from '../catalogue/rules/context-for-test';
import { Failure } from '../failure';
import { defaultVariant } from '../mapping/variant';
import { Direction, Values } from '../value';
import { agreedDigests, compareRecord, Digests, isUnchanged, pairsAfter, sentDigest } from './compare-record';
import { newCounterpart } from './new-record';
import { References } from './references';
import { planRun } from './run-plan';
import { transferFields } from './transfer-fields';

const mappingVersion = 3;
const planOf = (direction: Direction) =>
  planRun({ mapping: customer, direction, variant: defaultVariant, surroundings: surroundingsOfCronus });
const [toSales, fromSales] = [planOf('toSales'), planOf('fromSales')];

const adatum: Values = { number: '10000', displayName: 'Adatum', city: 'Leeds', creditLimit: 500 };
const adatumInSales: Values = {
  name: 'Adatum',
  address1_city: 'Leeds',
  statecode: 0,
  customertypecode: 3,
  transactioncurrencyid: surroundingsOfCronus.localCurrencySalesId,
};

function transferOf(plan: typeof toSales, row: Values) {
  const transfer = transferFields(plan, row, new References([]), contextOf());
  if (transfer instanceof Failure) throw transfer;
  return transfer;
}

/** What the coupling remembers once the customer has been created in Sales. */
function pairsOfCreation() {
  const created = newCounterpart(toSales, adatum, transferOf(toSales, adatum), contextOf());
  if (created instanceof Failure) throw created;
  return created.pairs;
}
const pairs = pairsOfCreation();
const created: Digests = { ...agreedDigests(toSales, pairs), toSales: sentDigest(transferOf(toSales, adatum), mappingVersion) };

const fromAccount = (row: Values, digests: Digests = created, version = mappingVersion) =>
  isUnchanged(fromSales, transferOf(fromSales, row), { digests, mappingVersion: version });
const fromCustomer = (row: Values, version = mappingVersion) =>
  isUnchanged(toSales, transferOf(toSales, row), { digests: created, mappingVersion: version });

describe('a record whose counterpart need not be read', () => {
  it('is one that both sides agree on, and of which the same was sent last', () => {
    expect(fromCustomer(adatum)).toBe(true);
    expect(fromCustomer({ ...adatum, city: 'York' })).toBe(false);
    expect(fromCustomer({ ...adatum, creditLimit: 900 })).toBe(false);
  });

  it('is one that the other direction has just made, as long as it has nothing of its own to send', () => {
    expect(fromAccount(adatumInSales)).toBe(true);
    expect(fromAccount({ ...adatumInSales, address1_city: 'York' })).toBe(false);
    expect(fromAccount({ ...adatumInSales, statecode: 1 })).toBe(false);
  });

  it('is none after the mapping was edited: every record is looked at once', () => {
    expect(fromCustomer(adatum, mappingVersion + 1)).toBe(false);
    expect(fromAccount(adatumInSales, created, mappingVersion + 1)).toBe(false);
    expect(fromAccount(adatumInSales, created, Math.floor(mappingVersion / 10))).toBe(false);
  });

  it('is none while nothing has been agreed: the coupling was made by hand or by a match', () => {
    expect(fromAccount(adatumInSales, {})).toBe(false);
  });
});

describe('the pairs after a comparison', () => {
  const compared = (row: Values) =>
    compareRecord(fromSales, {
      ...{ transfer: transferOf(fromSales, row), target: adatum, pairs, sentBefore: true },
      circumstances: { direction: 'fromSales' as const },
    });

  it('are the very same where nothing new was agreed, so that nothing has to be stored', () => {
    expect(pairsAfter(fromSales, pairs, compared(adatumInSales))).toBe(pairs);
  });

  it('hold what was agreed anew, and the others as they were', () => {
    const after = pairsAfter(fromSales, pairs, compared({ ...adatumInSales, address1_city: 'York' }));
    expect(after).toEqual({ ...pairs, address1_city: 'York' });
  });
});
