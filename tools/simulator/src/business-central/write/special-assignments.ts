/** Fields whose writing means more than storing a value: it finds the row that the value stands for. */
import type { EntitySet } from '../catalogue/entity-set';
import { dialog } from '../http/wire-error';
import { Value, zeroGuid } from '../store/column';
import type { Draft } from './draft';
import { assignColumn } from './assign';

type Assignment = (draft: Draft, value: Value) => void;

/** A contact belongs to the company contact of a customer or vendor. */
const companyOfRelation =
  (table: 'customers' | 'vendors', by: 'id' | 'number'): Assignment =>
  (draft, value) => {
    if (value === '' || value === zeroGuid) return;
    const related = draft.company.table(table);
    const row = by === 'id' ? related.get(value as string) : related.find(value);
    if (!row) throw dialog(`The ${related.definition.alTable} ${value} does not exist.`);
    const column = table === 'customers' ? 'relatedCustomer' : 'relatedVendor';
    const contact = draft.company.table('contacts').having(column, related.text(row, 'number'))[0];
    if (!contact) throw dialog(`The ${related.definition.alTable} ${related.text(row, 'number')} has no company contact.`);
    assignColumn(draft, 'companyNumber', draft.company.table('contacts').text(contact, 'number'));
  };

/** What a document line sells, by its SystemId: sets the type and the number. */
const soldObject =
  (lineType: string, table: string): Assignment =>
  (draft, value) => {
    if (value === zeroGuid) return;
    const objects = draft.company.table(table);
    const row = objects.get(value as string);
    if (!row) throw dialog(`The "${lineType.toLowerCase()}Id" does not match to a ${objects.definition.alTable}.`);
    if (draft.given.has('soldById'))
      throw dialog('Both the itemId and the accountId are specified for the document line. Specify only one of them.');
    if (draft.given.has('lineType') && draft.text('lineType') !== lineType) throw dialog(`The line type must be ${lineType} for this id.`);
    draft.given.add('soldById');
    draft.set('lineType', lineType);
    assignColumn(draft, 'lineObjectNumber', objects.text(row, 'number'));
  };

const assetById: Assignment = (draft, value) => {
  if (value === zeroGuid) return;
  const { company } = draft;
  for (const [table, kind] of [
    ['items', 'Item'],
    ['resources', 'Resource'],
  ] as const) {
    const row = company.table(table).get(value as string);
    if (!row) continue;
    if (!draft.given.has('assetType')) draft.set('assetType', kind);
    return assignColumn(draft, 'assetNo', company.table(table).text(row, 'number'));
  }
  throw dialog('The "assetId" does not match to an Item or a Resource.');
};

const groupSourceById: Assignment = (draft, value) => {
  if (value === zeroGuid) return;
  for (const [table, kind] of [
    ['items', 'Item'],
    ['resources', 'Resource'],
  ] as const) {
    const row = draft.company.table(table).get(value as string);
    if (!row) continue;
    assignColumn(draft, 'sourceType', kind);
    return assignColumn(draft, 'sourceNo', draft.company.table(table).text(row, 'number'));
  }
  throw dialog('The "sourceId" does not match to an Item or a Resource.');
};

const variantById: Assignment = (draft, value) => {
  if (value === zeroGuid) return assignColumn(draft, 'variantCode', '');
  const variants = draft.company.table('itemVariants');
  const row = variants.get(value as string);
  if (!row) throw dialog('The "itemVariantId" does not match to an Item Variant.');
  assignColumn(draft, 'variantCode', variants.text(row, 'code'));
};

/** A PATCH of the stock of an item posts an adjustment; on POST it is refused. */
const inventory: Assignment = (draft, value) => {
  if (!draft.before) throw dialog('Inventory cannot be changed during on insert.');
  draft.wantedInventory = value as number;
};

const lines: Record<string, Assignment> = {
  itemId: soldObject('Item', 'items'),
  resourceId: soldObject('Resource', 'resources'),
  accountId: soldObject('Account', 'accounts'),
  itemVariantId: variantById,
};

const special: Record<string, Record<string, Assignment>> = {
  contacts: {
    customerId: companyOfRelation('customers', 'id'),
    customerNumber: companyOfRelation('customers', 'number'),
    vendorId: companyOfRelation('vendors', 'id'),
    vendorNumber: companyOfRelation('vendors', 'number'),
  },
  salesOrderLines: lines,
  salesQuoteLines: lines,
  salesInvoiceLines: lines,
  priceListLines: { assetId: assetById },
  unitGroups: { sourceId: groupSourceById },
  items: { inventory },
};

/** `inventory` is read-only in the companion API and never gets here from it. */
export const specialAssignment = (set: EntitySet, property: string): Assignment | undefined => special[set.table]?.[property];
