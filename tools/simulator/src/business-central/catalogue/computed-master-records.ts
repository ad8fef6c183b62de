/** Properties of master data that follow from other rows: relations of contacts, units, prices. */
import { Row, Value, idOf, zeroGuid } from '../store/column';
import type { Company } from '../store/company';
import { assetOf, assetUnitId, baseUnitOf, businessRelation, companyOf, idOfKey, unitGroupId } from './relations';

export type Reader = (row: Row, company: Company) => Value;
export type Readers = Record<string, Record<string, Reader>>;

const text = (company: Company, table: string, row: Row, column: string): string => company.table(table).text(row, column);

function contactRelation(row: Row, company: Company): string {
  const customer = businessRelation(company, row, 'relatedCustomer') !== '';
  const vendor = businessRelation(company, row, 'relatedVendor') !== '';
  if (customer && vendor) return 'Multiple';
  return customer ? 'Customer' : vendor ? 'Vendor' : 'None';
}

const contacts: Record<string, Reader> = {
  companyName: (row, company) => {
    const owner = companyOf(company, row);
    return owner ? text(company, 'contacts', owner, 'displayName') : '';
  },
  contactBusinessRelation: contactRelation,
  customerNumber: (row, company) => businessRelation(company, row, 'relatedCustomer'),
  customerId: (row, company) => idOfKey(company, 'customers', businessRelation(company, row, 'relatedCustomer')),
  vendorNumber: (row, company) => businessRelation(company, row, 'relatedVendor'),
  vendorId: (row, company) => idOfKey(company, 'vendors', businessRelation(company, row, 'relatedVendor')),
};

const groupSource = (row: Row, company: Company) => ({
  kind: text(company, 'unitGroups', row, 'sourceType'),
  number: text(company, 'unitGroups', row, 'sourceNo'),
});

const unitGroups: Record<string, Reader> = {
  sourceId: (row, company) => {
    const { kind, number } = groupSource(row, company);
    const asset = assetOf(company, kind, number);
    return asset ? idOf(asset) : zeroGuid;
  },
  code: (row, company) => {
    const { kind, number } = groupSource(row, company);
    return `${kind.toUpperCase()} ${number} UOM GR`;
  },
  displayName: (row, company) => {
    const { kind, number } = groupSource(row, company);
    const asset = assetOf(company, kind, number);
    return asset ? text(company, kind === 'Item' ? 'items' : 'resources', asset, 'displayName') : '';
  },
  baseUnitOfMeasureCode: (row, company) => {
    const { kind, number } = groupSource(row, company);
    return baseUnitOf(company, kind, number);
  },
  baseUnitOfMeasureId: (row, company) => {
    const { kind, number } = groupSource(row, company);
    return idOfKey(company, 'unitsOfMeasure', baseUnitOf(company, kind, number));
  },
};

function assetUnits(table: string, kind: 'Item' | 'Resource', numberColumn: string): Record<string, Reader> {
  return {
    unitGroupId: (row, company) => unitGroupId(company, kind, text(company, table, row, numberColumn)),
    isBaseUnit: (row, company) => baseUnitOf(company, kind, text(company, table, row, numberColumn)) === text(company, table, row, 'code'),
  };
}

function assets(table: string, kind: 'Item' | 'Resource'): Record<string, Reader> {
  return {
    unitGroupId: (row, company) => unitGroupId(company, kind, text(company, table, row, 'number')),
    assetUnitOfMeasureId: (row, company) => assetUnitId(company, { kind, number: text(company, table, row, 'number'), unit: '' }),
  };
}

/** Stock over all locations: a FlowField over the item ledger, whose changes never touch the item. */
const inventory: Reader = (row, company) => {
  const availabilities = company.table('itemAvailabilities');
  const total = availabilities.find(company.table('items').text(row, 'number'), '');
  return total ? availabilities.number(total, 'inventory') : 0;
};

const priceUnit =
  (table: string, kind: string, number: string): Reader =>
  (row, company) =>
    assetUnitId(company, {
      kind: kind === 'Item' ? 'Item' : text(company, table, row, kind),
      number: text(company, table, row, number),
      unit: text(company, table, row, 'unitOfMeasureCode'),
    });

export const masterReaders: Readers = {
  contacts,
  unitGroups,
  itemUnitsOfMeasure: assetUnits('itemUnitsOfMeasure', 'Item', 'itemNumber'),
  resourceUnitsOfMeasure: assetUnits('resourceUnitsOfMeasure', 'Resource', 'resourceNo'),
  items: { ...assets('items', 'Item'), inventory },
  resources: assets('resources', 'Resource'),
  salesPrices: {
    customerPriceGroupId: (row, company) =>
      text(company, 'salesPrices', row, 'salesType') === 'Customer_x0020_Price_x0020_Group'
        ? idOfKey(company, 'customerPriceGroups', text(company, 'salesPrices', row, 'salesCode'))
        : zeroGuid,
    assetUnitOfMeasureId: priceUnit('salesPrices', 'Item', 'itemNumber'),
  },
  priceListLines: {
    assetId: (row, company) => {
      const asset = assetOf(company, text(company, 'priceListLines', row, 'assetType'), text(company, 'priceListLines', row, 'assetNo'));
      return asset ? idOf(asset) : zeroGuid;
    },
    assetUnitOfMeasureId: priceUnit('priceListLines', 'assetType', 'assetNo'),
  },
  itemAvailabilities: {
    id: (row, company) => company.table('itemAvailabilities').read(row, 'itemId'),
    baseUnitOfMeasureCode: (row, company) => baseUnitOf(company, 'Item', text(company, 'itemAvailabilities', row, 'itemNumber')),
  },
};
