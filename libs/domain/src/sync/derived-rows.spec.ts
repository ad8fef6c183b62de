import { StoredRecord } from '../ports/record-store';
import { decimal, id, text } from '../tables/column';
import { callerId, defineTable } from '../tables/table';
import { Values } from '../value';
import { derivedChanges, derivedId } from './derived-rows';

const prices = defineTable({
  side: 'sales',
  name: 'prices',
  storage: { kind: 'entity', logicalName: 'price', set: 'prices', changeTracking: false },
  key: 'priceid',
  businessKey: [],
  identity: callerId(),
  columns: { priceid: id(), unit: text(4), amount: decimal(2) },
});

const scope = { connectionId: 'connection-1', mapping: 'ITEM-PRODUCT', table: prices };
const stored = (values: Values): StoredRecord => ({ id: 'row', version: 'v1', modifiedAt: null, values });
const changes = (wanted: Values, ...found: Values[]) => derivedChanges(prices, [{ id: 'row', values: wanted }], found.map(stored));

describe('the id of a derived row', () => {
  it('is the same whoever works it out, and is a UUID', () => {
    expect(derivedId(scope, '1000 PCS')).toBe(derivedId({ ...scope }, '1000 PCS'));
    expect(derivedId(scope, '1000 PCS')).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it('differs by connection, mapping, table and key', () => {
    const ids = [
      derivedId(scope, '1000 PCS'),
      derivedId(scope, '1000 BOX'),
      derivedId({ ...scope, connectionId: 'connection-2' }, '1000 PCS'),
      derivedId({ ...scope, mapping: 'RESOURCE-PRODUCT' }, '1000 PCS'),
      derivedId({ ...scope, table: { ...prices, name: 'discounts' } }, '1000 PCS'),
    ];
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('derived rows', () => {
  it('that are missing are created', () => {
    expect(changes({ unit: 'PCS', amount: 5 })).toEqual({ create: [{ id: 'row', values: { unit: 'PCS', amount: 5 } }], update: [] });
  });

  it('that are there already are left alone', () => {
    expect(changes({ unit: 'PCS', amount: 5 }, { unit: 'PCS', amount: 5 })).toEqual({ create: [], update: [] });
  });

  it('that differ are changed in what differs, under the version that was read', () => {
    expect(changes({ unit: 'PCS', amount: 6 }, { unit: 'PCS', amount: 5 }).update).toEqual([
      { id: 'row', version: 'v1', values: { amount: 6 } },
    ]);
  });

  it('that differ only by what the target can hold are left alone', () => {
    expect(changes({ unit: 'PIECES', amount: 5.001 }, { unit: 'PIEC', amount: 5 })).toEqual({ create: [], update: [] });
  });

  it("columns that nobody derives are nobody's business", () => {
    expect(changes({ unit: 'PCS' }, { unit: 'PCS', amount: 99 }).update).toEqual([]);
  });
});
