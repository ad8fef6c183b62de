/** Which rules a table has. Looked up at each write, because rules write rows of other tables in turn. */
import { contactRules } from './contacts';
import { customerRules, vendorRules } from './customers-and-vendors';
import { invoiceLineRules, invoiceRules, orderLineRules, orderRules, quoteLineRules, quoteRules } from '../documents/document-rules';
import { itemRules, resourceRules } from './items-and-resources';
import { opportunityRules } from './opportunities';
import { priceListHeaderRules, priceListLineRules, salesPriceRules } from './prices';
import { recordNoteRules, salesSetupRules } from './setup-and-notes';
import type { TableRules } from './table-rules';
import { itemUnitRules, resourceUnitRules, unitGroupRules } from './units';

const none: TableRules = {};

let registry: Record<string, TableRules> | undefined;

export function rulesOf(table: string): TableRules {
  registry ??= {
    customers: customerRules,
    vendors: vendorRules,
    contacts: contactRules,
    items: itemRules,
    resources: resourceRules,
    itemUnitsOfMeasure: itemUnitRules,
    resourceUnitsOfMeasure: resourceUnitRules,
    unitGroups: unitGroupRules,
    salesPrices: salesPriceRules,
    priceListHeaders: priceListHeaderRules,
    priceListLines: priceListLineRules,
    opportunities: opportunityRules,
    salesSetup: salesSetupRules,
    recordNotes: recordNoteRules,
    salesOrders: orderRules,
    salesOrderLines: orderLineRules,
    salesQuotes: quoteRules,
    salesQuoteLines: quoteLineRules,
    salesInvoices: invoiceRules,
    salesInvoiceLines: invoiceLineRules,
  };
  return registry[table] ?? none;
}
