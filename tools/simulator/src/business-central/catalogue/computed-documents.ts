/** Properties of documents and opportunities that follow from other rows. */
import { Row, idOf, system, zeroGuid } from '../store/column';
import type { Company } from '../store/company';
import type { Reader, Readers } from './computed-master-records';
import { assetUnitId, businessRelation, companyOf, idOfKey } from './relations';

const lineTables = [
  'salesOrderLines',
  'salesQuoteLines',
  'salesOrderArchiveLines',
  'postedSalesInvoiceLines',
  'salesInvoiceLines',
] as const;

/** The SystemId of what a line sells, where its type is the one asked for. */
const soldObject =
  (table: string, lineType: string, objects: string): Reader =>
  (row, company) => {
    const lines = company.table(table);
    return lines.text(row, 'lineType') === lineType ? idOfKey(company, objects, lines.text(row, 'lineObjectNumber')) : zeroGuid;
  };

function lineReaders(table: string): Record<string, Reader> {
  return {
    itemId: soldObject(table, 'Item', 'items'),
    resourceId: soldObject(table, 'Resource', 'resources'),
    accountId: soldObject(table, 'Account', 'accounts'),
    assetUnitOfMeasureId: (row, company) => {
      const lines = company.table(table);
      const [kind, number, unit] = [lines.text(row, 'lineType'), lines.text(row, 'lineObjectNumber'), lines.text(row, 'unitOfMeasureCode')];
      return kind === 'Item' || kind === 'Resource' ? assetUnitId(company, { kind, number, unit }) : zeroGuid;
    },
  };
}

function contactOf(row: Row, company: Company): Row | undefined {
  const number = company.table('opportunities').text(row, 'contactNumber');
  return number === '' ? undefined : company.table('contacts').find(number);
}

const ofContact =
  (read: (contact: Row, company: Company) => string, blank = ''): Reader =>
  (row, company) => {
    const contact = contactOf(row, company);
    return contact ? read(contact, company) : blank;
  };

const ofCompany = (read: (owner: Row, company: Company) => string, blank = ''): Reader =>
  ofContact((contact, company) => {
    const owner = companyOf(company, contact);
    return owner ? read(owner, company) : blank;
  }, blank);

const opportunities: Record<string, Reader> = {
  contactName: ofContact((contact, company) => company.table('contacts').text(contact, 'displayName')),
  contactCompanyNo: ofContact((contact, company) => company.table('contacts').text(contact, 'companyNumber')),
  contactCompanyId: ofCompany(idOf, zeroGuid),
  contactCompanyName: ofCompany((owner, company) => company.table('contacts').text(owner, 'displayName')),
  customerNumber: ofContact((contact, company) => businessRelation(company, contact, 'relatedCustomer')),
  customerId: ofContact(
    (contact, company) => idOfKey(company, 'customers', businessRelation(company, contact, 'relatedCustomer')),
    zeroGuid,
  ),
};

const salesSetup: Record<string, Reader> = {
  writeInProductId: (row, company) => {
    const setup = company.table('salesSetup');
    return idOfKey(
      company,
      setup.text(row, 'writeInProductType') === 'Resource' ? 'resources' : 'items',
      setup.text(row, 'writeInProductNo'),
    );
  },
  freightAccountId: (row, company) => idOfKey(company, 'accounts', company.table('salesSetup').text(row, 'freightGLAccNo')),
};

export const documentReaders: Readers = {
  ...Object.fromEntries(lineTables.map((table) => [table, lineReaders(table)])),
  opportunities,
  salesSetup,
  deletedRecords: { deletedAt: (row) => new Date(row[system.createdAt] as number).toISOString() },
};
