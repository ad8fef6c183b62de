/** Look-ups between rows that both APIs and the rules share. */
import { Row, idOf, zeroGuid } from '../store/column';
import type { Company } from '../store/company';

/** SystemId of the row with this key; the zero GUID when the key is blank or names nothing. */
export function idOfKey(company: Company, table: string, key: string): string {
  if (key === '') return zeroGuid;
  const row = company.table(table).find(key);
  return row ? idOf(row) : zeroGuid;
}

/** The company contact that a contact belongs to; a company belongs to itself. */
export function companyOf(company: Company, contact: Row): Row | undefined {
  const contacts = company.table('contacts');
  const number = contacts.text(contact, 'companyNumber');
  return number === contacts.text(contact, 'number') ? contact : number === '' ? undefined : contacts.find(number);
}

/** Number of the customer or vendor that the contact's company is (that a person without a company is itself), or ''. */
export function businessRelation(company: Company, contact: Row, column: 'relatedCustomer' | 'relatedVendor'): string {
  const owner = companyOf(company, contact) ?? contact;
  return company.table('contacts').text(owner, column);
}

/** The item or resource that a line, price or unit group is about. */
export function assetOf(company: Company, kind: string, number: string): Row | undefined {
  if (number === '' || (kind !== 'Item' && kind !== 'Resource')) return undefined;
  return company.table(kind === 'Item' ? 'items' : 'resources').find(number);
}

/** SystemId of the item or resource unit that a unit code means for an asset; a blank code is the base unit. */
export function assetUnitId(company: Company, asset: { kind: string; number: string; unit: string }): string {
  const units = company.table(asset.kind === 'Resource' ? 'resourceUnitsOfMeasure' : 'itemUnitsOfMeasure');
  const row = units.find(asset.number, asset.unit || baseUnitOf(company, asset.kind, asset.number));
  return row ? idOf(row) : zeroGuid;
}

export function baseUnitOf(company: Company, kind: string, number: string): string {
  const asset = assetOf(company, kind, number);
  return asset ? company.table(kind === 'Item' ? 'items' : 'resources').text(asset, 'baseUnitOfMeasureCode') : '';
}

export function unitGroupId(company: Company, kind: string, number: string): string {
  const row = company.table('unitGroups').find(kind, number);
  return row ? idOf(row) : zeroGuid;
}

/** LCY per unit of a currency, by its newest rate; 1 for the local currency and for a currency without a rate. */
export function rateToLocal(company: Company, currencyCode: string): number {
  if (currencyCode === '') return 1;
  const rates = company.table('currencyExchangeRates');
  let newest: Row | undefined;
  for (const rate of rates.having('currencyCode', currencyCode))
    if (!newest || rates.text(rate, 'startingDate') > rates.text(newest, 'startingDate')) newest = rate;
  if (!newest || rates.number(newest, 'exchangeRateAmount') === 0) return 1;
  return rates.number(newest, 'relationalExchangeRateAmount') / rates.number(newest, 'exchangeRateAmount');
}
