/** Where each lookup column points, and under which navigation property; the Common Data Model file names the columns only. */

import type { LookupTarget } from './column';

/** Targets by column name, when the navigation property has the column's name. */
const targetOfColumn: Record<string, string> = {
  transactioncurrencyid: 'transactioncurrency',
  basecurrencyid: 'transactioncurrency',
  pricelevelid: 'pricelevel',
  defaultpricelevelid: 'pricelevel',
  uomid: 'uom',
  defaultuomid: 'uom',
  baseuom: 'uom',
  uomscheduleid: 'uomschedule',
  defaultuomscheduleid: 'uomschedule',
  productid: 'product',
  parentproductid: 'product',
  opportunityid: 'opportunity',
  quoteid: 'quote',
  quotedetailid: 'quotedetail',
  salesorderid: 'salesorder',
  salesorderdetailid: 'salesorderdetail',
  invoiceid: 'invoice',
  accountid: 'account',
  parentaccountid: 'account',
  contactid: 'contact',
  primarycontactid: 'contact',
  parentcontactid: 'contact',
  preferredsystemuserid: 'systemuser',
  parentsystemuserid: 'systemuser',
  administratorid: 'systemuser',
  salesrepid: 'systemuser',
  createdby: 'systemuser',
  modifiedby: 'systemuser',
  createdonbehalfby: 'systemuser',
  modifiedonbehalfby: 'systemuser',
  owninguser: 'systemuser',
  owningteam: 'team',
  owningbusinessunit: 'businessunit',
  businessunitid: 'businessunit',
  parentbusinessunitid: 'businessunit',
  organizationid: 'organization',
  roleid: 'role',
  parentrootroleid: 'role',
  roletemplateid: 'roletemplate',
  sdkmessageid: 'sdkmessage',
  sdkmessagefilterid: 'sdkmessagefilter',
  publisherid: 'publisher',
  territoryid: 'territory',
};

const customers = ['account', 'contact'];
const notedTables = ['account', 'contact', 'opportunity', 'quote', 'salesorder', 'invoice', 'product', 'pricelevel', 'systemuser'];

const polymorphic = (column: string, tables: readonly string[]): LookupTarget[] =>
  tables.map((table) => ({ table, navigation: `${column}_${table}` }));

/** The targets of a lookup; a column whose target is not simulated points at a table that does not exist. */
export function lookupTargets(table: string, column: string): LookupTarget[] {
  if (column === 'ownerid') return ['systemuser', 'team'].map((target) => ({ table: target, navigation: 'ownerid' }));
  if (column === 'customerid') return polymorphic('customerid', customers);
  if (column === 'parentcustomerid') return polymorphic('parentcustomerid', customers);
  if (column === 'objectid') return polymorphic('objectid', notedTables);
  if (column === 'eventhandler') return [{ table: 'serviceendpoint', navigation: 'eventhandler_serviceendpoint' }];
  if (column === 'masterid') return [{ table, navigation: 'masterid' }];
  return [{ table: targetOfColumn[column] ?? column.replace(/id$/, ''), navigation: column }];
}

interface CollectionDeclaration {
  readonly table: string;
  readonly name: string;
  readonly of: string;
  readonly lookup: string;
}

const collection = (text: string): CollectionDeclaration => {
  const [table = '', name = '', of = '', lookup = ''] = text.split(' ');
  return { table, name, of, lookup };
};

/** One-to-many relationships: `table name child-table child-lookup`. */
export const collections: readonly CollectionDeclaration[] = [
  'account contact_customer_accounts contact parentcustomerid',
  'account account_parent_account account parentaccountid',
  'account opportunity_customer_accounts opportunity customerid',
  'account quote_customer_accounts quote customerid',
  'account order_customer_accounts salesorder customerid',
  'account invoice_customer_accounts invoice customerid',
  'account Account_Annotation annotation objectid',
  'account tandem_account_accountstatistics tandem_accountstatistics tandem_accountid',
  'contact contact_customer_contacts contact parentcustomerid',
  'contact account_primary_contact account primarycontactid',
  'contact opportunity_customer_contacts opportunity customerid',
  'contact quote_customer_contacts quote customerid',
  'contact order_customer_contacts salesorder customerid',
  'contact invoice_customer_contacts invoice customerid',
  'contact Contact_Annotation annotation objectid',
  'systemuser user_accounts account ownerid',
  'systemuser contact_owning_user contact owninguser',
  'systemuser opportunity_owning_user opportunity owninguser',
  'team team_accounts account ownerid',
  'businessunit business_unit_system_users systemuser businessunitid',
  'businessunit business_unit_teams team businessunitid',
  'transactioncurrency transactioncurrency_account account transactioncurrencyid',
  'transactioncurrency transactioncurrency_product product transactioncurrencyid',
  'transactioncurrency transactioncurrency_pricelevel pricelevel transactioncurrencyid',
  'uomschedule unit_of_measurement_schedule_conversions uom uomscheduleid',
  'uomschedule unit_of_measure_schedule_products product defaultuomscheduleid',
  'product product_price_levels productpricelevel productid',
  'product product_order_details salesorderdetail productid',
  'product product_parent_product product parentproductid',
  'product Product_Annotation annotation objectid',
  'pricelevel price_level_product_price_levels productpricelevel pricelevelid',
  'pricelevel price_level_orders salesorder pricelevelid',
  'opportunity product_opportunities opportunityproduct opportunityid',
  'opportunity opportunity_quotes quote opportunityid',
  'opportunity opportunity_sales_orders salesorder opportunityid',
  'opportunity Opportunity_Annotation annotation objectid',
  'quote quote_details quotedetail quoteid',
  'quote quote_orders salesorder quoteid',
  'quote Quote_Annotation annotation objectid',
  'salesorder order_details salesorderdetail salesorderid',
  'salesorder order_invoices invoice salesorderid',
  'salesorder SalesOrder_Annotation annotation objectid',
  'salesorder SalesOrder_OrderClose orderclose salesorderid',
  'invoice invoice_details invoicedetail invoiceid',
  'invoice Invoice_Annotation annotation objectid',
  'sdkmessage sdkmessageid_sdkmessagefilter sdkmessagefilter sdkmessageid',
].map(collection);

/** Many-to-many relationships; both sides have a collection of this name. */
export const associations = [
  { name: 'systemuserroles_association', left: 'systemuser', right: 'role' },
  { name: 'teammembership_association', left: 'team', right: 'systemuser' },
  { name: 'teamroles_association', left: 'team', right: 'role' },
] as const;
