import { contextOf, surroundingsOfCronus } from '../catalogue/rules/context-for-test';
import { Failure } from '../failure';
import { order } from '../mapping/order.fixture';
import { defaultVariant } from '../mapping/variant';
import { StoredDocument, StoredRecord } from '../ports/record-store';
import { Values } from '../value';
import { compareDocument, CoupledLine } from './compare-document';
import { decideDocument } from './decide-document';
import { DocumentPlan, linesToRead, planDocument } from './document-plan';
import { Known, References } from './references';

const plan = planDocument({
  mapping: order(),
  direction: 'toSales',
  variant: defaultVariant,
  surroundings: surroundingsOfCronus,
}) as DocumentPlan;
const adatum: Known = { mapping: 'CUSTOMER', businessCentralId: 'bc-adatum', salesId: 'sales-adatum', businessKey: '10000' };

const row = (id: string, values: Values): StoredRecord => ({ id, version: '1', modifiedAt: null, values });

const inBusinessCentral = (lines: StoredRecord[], discountAmount = 0): StoredDocument => ({
  ...row('order', { number: '1001', discountAmount, customerNumber: '10000' }),
  lines,
});
const inSales = (lines: StoredRecord[], discountamount = 0): StoredDocument => ({
  ...row('salesorder', { name: '1001', discountamount, customerid: 'sales-adatum' }),
  lines,
});
const lineHere = (id: string, sequence: number, quantity: number): StoredRecord => row(id, { sequence, quantity, description: 'Desk' });
const lineThere = (id: string, lineitemnumber: number, quantity: number): StoredRecord =>
  row(id, { lineitemnumber, quantity, productdescription: 'Desk' });

const coupledLine: CoupledLine = { sourceId: 'a', targetId: 'A', pairs: { quantity: 4, productdescription: 'Desk' } };

const compare = (source: StoredDocument, target: StoredDocument, { lines = [coupledLine], known = [adatum] } = {}) => {
  const compared = compareDocument(plan, {
    ...{ source, target, lines, references: new References(known), context: contextOf() },
    pairs: { discountamount: 0, customerid: ['10000', 'sales-adatum'] },
    circumstances: { direction: 'toSales' },
  });
  if (compared instanceof Failure) throw compared;
  return compared;
};

const decide = (...documents: Parameters<typeof compare>) => decideDocument(compare(...documents));

describe('an order with its lines', () => {
  it('is asked for with the columns that its lines travel by, under the name that each service has for them', () => {
    expect(linesToRead(plan, 'businessCentral')).toMatchObject({
      navigation: 'salesOrderLines',
      columns: ['sequence', 'quantity', 'description'],
    });
    expect(linesToRead(plan, 'sales')).toMatchObject({ navigation: 'order_details' });
  });

  it('travels when a quantity has changed, and only the line does', () => {
    const decision = decide(inBusinessCentral([lineHere('a', 10000, 5)]), inSales([lineThere('A', 1, 4)]));
    expect(decision).toMatchObject({
      header: {},
      update: [{ sourceId: 'a', targetId: 'A', values: { quantity: 5 } }],
      create: [],
      remove: [],
    });
  });

  it('travels as one: a discount of the header, a new line, a deleted one', () => {
    const gone = { ...coupledLine, sourceId: 'b', targetId: 'B' };
    const source = inBusinessCentral([lineHere('a', 10000, 4), lineHere('c', 30000, 1)], 12);
    const decision = decide(source, inSales([lineThere('A', 1, 4), lineThere('B', 2, 4)]), { lines: [coupledLine, gone] });
    expect(decision).toMatchObject({
      header: { discountamount: 12 },
      create: [{ sourceId: 'c' }],
      update: [],
      remove: [{ targetId: 'B' }],
    });
  });

  it('finds a line that has no coupling yet by its number', () => {
    const decision = decide(inBusinessCentral([lineHere('a', 2, 5)]), inSales([lineThere('A', 2, 5)]), { lines: [] });
    expect(decision).toMatchObject({ create: [], update: [], leaves: false });
  });

  it('is a conflict when a line was deleted here and changed there', () => {
    const decision = decide(inBusinessCentral([]), inSales([lineThere('A', 1, 7)]));
    expect(decision).toMatchObject({ conflicts: ['line 1: changed on one side, deleted on the other'], remove: [] });
  });

  it('loses a line that was deleted here and is unchanged there', () => {
    expect(decide(inBusinessCentral([]), inSales([lineThere('A', 1, 4)]))).toMatchObject({ conflicts: [], remove: [{ targetId: 'A' }] });
  });

  it('waits as a whole for its customer', () => {
    const source = { ...inBusinessCentral([]), values: { number: '1001', discountAmount: 0, customerNumber: '20000' } };
    expect(compare(source, inSales([])).needs).toEqual([[{ mapping: 'CUSTOMER', by: 'businessKey', value: '20000' }]]);
  });
});

describe('a mapping without lines', () => {
  it('is no document', () => {
    const mapping = { ...order(), lines: undefined };
    expect(planDocument({ mapping, direction: 'toSales', variant: defaultVariant, surroundings: surroundingsOfCronus })).toBeUndefined();
  });
});
