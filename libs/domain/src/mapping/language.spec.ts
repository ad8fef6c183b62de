import { customer } from '../catalogue/customer';
import { currency } from '../catalogue/currency';
import { businessCentral } from '../tables/business-central';
import { sales } from '../tables/sales';
import { eq } from './filter';
import { order, orders, salesOrderLines, salesOrders } from './order.fixture';
import { DeriveRule } from './special-rule';
import { defineTableMapping, needsOf } from './table-mapping';
import { defaultVariant } from './variant';

describe('the mapping language', () => {
  it('a document travels with its lines', () => {
    expect(order().lines).toMatchObject({ header: ['documentId', 'salesorderid'], lineNumber: ['sequence', 'lineitemnumber'] });
    expect(order().lines?.fields.map(({ name }) => name)).toEqual(['quantity', 'productdescription']);
  });

  it('a mapping says which other tables concern its records', () => {
    expect(order().alsoWatches.map(({ table, businessKey }) => [table.name, businessKey])).toEqual([
      ['currencyExchangeRates', 'currencyCode'],
    ]);
  });

  it('a reference is a dependency, a later reference is none', () => {
    expect(needsOf(order(), defaultVariant)).toEqual(['CUSTOMER']);
    expect(needsOf(customer, defaultVariant)).not.toContain('CONTACT');
  });

  it('owner fields exist under Person ownership only', () => {
    expect(needsOf(customer, { ...defaultVariant, ownership: 'person' })).toContain('SALESPEOPLE');
    expect(needsOf(customer, { ...defaultVariant, ownership: 'team' })).not.toContain('SALESPEOPLE');
  });

  it('tables say who chooses the id of a new row', () => {
    expect([orders.identity.kind, salesOrders.identity.kind, salesOrderLines.identity.kind]).toEqual(['server', 'callerId', 'natural']);
  });

  it('wrong columns do not compile', () => {
    const wrong = () =>
      defineTableMapping({
        name: 'WRONG',
        businessCentral: businessCentral.customers,
        sales: sales.accounts,
        direction: 'both',
        label: { businessCentral: ['number'], sales: ['name'] },
        // @ts-expect-error a typo is no column
        matchOn: [[['displayname', 'name']]],
        fields: (f) => [
          f.both('displayName', 'name'),
          // @ts-expect-error text does not fit onto a number
          f.both('displayName', 'creditlimit'),
          // @ts-expect-error a number does not fit onto text
          f.both('creditLimit', 'name'),
          // @ts-expect-error a plain text is no reference
          f.reference('displayName', 'transactioncurrencyid', currency),
          // @ts-expect-error a reference points to a lookup
          f.reference('currencyCode', 'name', currency),
          // @ts-expect-error an option column is mapped through option couplings
          f.both('paymentTermsCode', 'paymenttermscode'),
        ],
      });
    expect(wrong).toThrow(/stands twice/);
  });
});

describe('a mapping that contradicts itself does not start', () => {
  const declare = (changes: object) => () =>
    defineTableMapping({
      name: 'TEST',
      businessCentral: businessCentral.salespeople,
      sales: sales.systemusers,
      direction: 'fromSales',
      label: { businessCentral: ['code'], sales: ['fullname'] },
      fields: (f) => [f.fromSales('email', 'internalemailaddress')],
      ...changes,
    });
  it('a direction that no field serves', () => {
    expect(declare({ direction: 'both' })).toThrow('no enabled field travels toSales');
  });
  it('a filter on a column that the table lacks', () => {
    expect(declare({ only: { sales: eq('nickname', 'x') } })).toThrow('the filter names "nickname"');
  });
  it('a field that writes a read-only column', () => {
    const fields = (f: { toSales: (a: string, b: string) => unknown; fromSales: (a: string, b: string) => unknown }) => [
      f.fromSales('email', 'internalemailaddress'),
      f.toSales('displayName', 'fullname'),
    ];
    expect(declare({ fields })).toThrow('writes a read-only column');
  });
  it('a rule that adds rows to a side that its direction does not write to, or whose ids are not ours to choose', () => {
    const derive = (table: DeriveRule['table']): DeriveRule => ({
      kind: 'derive',
      name: 'a row is added',
      direction: 'fromSales',
      table,
      rows: () => [],
    });
    expect(declare({ rules: [derive(sales.contacts)] })).toThrow('which its direction does not write to');
    expect(declare({ rules: [derive(orders)] })).toThrow('whose ids are not ours to choose');
    expect(declare({ rules: [derive(businessCentral.contacts)] })).not.toThrow();
  });
  it('an option mapping both ways', () => {
    const options = () =>
      defineTableMapping({
        name: 'OPTIONS',
        businessCentral: businessCentral.paymentTerms,
        sales: sales.paymentTermsOptions,
        direction: 'both',
        label: { businessCentral: ['code'], sales: ['label'] },
        fields: (f) => [f.both('code', 'label')],
      });
    expect(options).toThrow('an option mapping is never bidirectional');
  });
  it('a field that is not null and cleared at once', () => {
    const both = () =>
      defineTableMapping({
        name: 'FLAGS',
        businessCentral: businessCentral.customers,
        sales: sales.accounts,
        direction: 'both',
        label: { businessCentral: ['number'], sales: ['name'] },
        fields: (f) => [f.reference('currencyCode', 'transactioncurrencyid', currency, { notNull: true, clearOnFailedSync: true })],
      });
    expect(both).toThrow("can't be both not-null and cleared");
  });
});
