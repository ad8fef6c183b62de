import { readShippedFile } from '../../service/shipped-files';
import { createColumn, type Column, type ColumnDeclaration, type ColumnKind, type OptionValue, type Writable } from './column';
import { lookupTargets } from './lookup-targets';

/** The columns of the shipped catalogue (names, types, lengths, choices from the Common Data Model) as the Web API shows them. */

interface CatalogueAttribute {
  type: string;
  maxLength?: number;
  required?: 'systemrequired' | 'required' | 'recommended';
  options?: Array<{ label: string; value: number; state?: number }>;
}

const catalogue = readShippedFile('catalogues/dataverse-attributes.json') as { tables: Record<string, Record<string, CatalogueAttribute>> };

const kinds: Record<string, ColumnKind> = {
  entityId: 'lookup',
  guid: 'guid',
  dateTime: 'dateTime',
  currency: 'money',
  baseCurrency: 'moneyBase',
  decimal: 'decimal',
  double: 'double',
  latitude: 'double',
  longitude: 'double',
  listLookup: 'choice',
  listLookupCorrelated: 'status',
  boolean: 'boolean',
  integer: 'integer',
  smallInteger: 'integer',
  timezone: 'integer',
  language: 'integer',
  bigInteger: 'bigInteger',
};

/** Columns whose format is a day: Edm.Date. */
const days = new Set([
  ...[
    'begindate',
    'enddate',
    'estimatedclosedate',
    'actualclosedate',
    'finaldecisiondate',
    'birthdate',
    'anniversary',
    'datefulfilled',
    'submitdate',
  ],
  ...[
    'requestdeliveryby',
    'datedelivered',
    'duedate',
    'effectivefrom',
    'effectiveto',
    'expireson',
    'closedon',
    'lastusedincampaign',
    'actualdeliveryon',
  ],
]);

const memos = new Set([
  'description',
  'notetext',
  'documentbody',
  'customerneed',
  'currentsituation',
  'customerpainpoints',
  'proposedsolution',
  'quotecomments',
  'qualificationcomments',
]);

/** Stamped or computed by the platform: a value sent for them is ignored. */
const neverWritten = new Set([
  ...[
    'createdon',
    'modifiedon',
    'createdby',
    'modifiedby',
    'createdonbehalfby',
    'modifiedonbehalfby',
    'organizationid',
    'exchangerate',
    'fullname',
    'filesize',
  ],
  ...[
    'owninguser',
    'owningteam',
    'owningbusinessunit',
    'salesorderstatecode',
    'quotestatecode',
    'invoicestatecode',
    'opportunitystatecode',
    'pricingerrorcode',
  ],
  ...[
    'totallineitemamount',
    'totallineitemdiscountamount',
    'totaltax',
    'totalamount',
    'totalamountlessfreight',
    'totaldiscountamount',
    'baseamount',
  ],
  ...['islicensed', 'setupuser', 'isintegrationuser', 'issyncwithdirectory', 'ispricelocked', 'opendeals', 'openrevenue'],
]);

/** Global choices, whose values the catalogue leaves out; numbered from 0. */
const globalChoices: Record<string, readonly string[]> = {
  budgetstatus: ['No Committed Budget', 'May Buy', 'Can Buy', 'Will Buy'],
  initialcommunication: ['Contacted', 'Not Contacted'],
  need: ['Must have', 'Should have', 'Good to have', 'No need'],
  purchaseprocess: ['Individual', 'Committee', 'Unknown'],
  purchasetimeframe: ['Immediate', 'This Quarter', 'Next Quarter', 'This Year', 'Unknown'],
};

/** Columns that the Web API does not have as properties: the type half of a polymorphic lookup, images. */
const leftOut = /idtype$|^objecttypecode$|^objectidtypecode$|^traversedpath$/;

/** The catalogue's columns of one table, the primary key and `versionnumber` left out (every table gets them). */
export function catalogueColumns(table: string): Column[] {
  const attributes = Object.entries(catalogue.tables[table] ?? {});
  return attributes
    .filter(([name]) => name !== `${table}id` && name !== 'versionnumber' && !leftOut.test(name))
    .map(([name, attribute]) => createColumn(table, name, declarationOf(table, name, attribute)));
}

function declarationOf(table: string, name: string, attribute: CatalogueAttribute): ColumnDeclaration {
  const kind = kindOf(table, name, attribute);
  const listed = attribute.options ?? (globalChoices[name] ?? []).map((label, value) => ({ label, value }));
  const options: OptionValue[] = listed.map((option) => ({ ...option, label: option.label.trim() }));
  return {
    kind,
    options,
    required: requiredLevel(attribute),
    ...(attribute.maxLength === undefined ? {} : { maxLength: attribute.maxLength }),
    writable: writableOf(table, name),
    ...(kind === 'lookup' ? { targets: lookupTargets(table, name) } : {}),
    ...(name in globalChoices ? { globalChoice: name } : {}),
    ...(kind === 'state' || kind === 'status' ? { initial: initialState(table, kind) } : {}),
  };
}

function writableOf(table: string, name: string): Writable {
  if (name === 'overriddencreatedon' || name === 'importsequencenumber') return 'create';
  if (name === 'exchangerate') return table === 'transactioncurrency' ? 'always' : 'never';
  return neverWritten.has(name) || name.endsWith('_base') ? 'never' : 'always';
}

function kindOf(table: string, name: string, { type }: CatalogueAttribute): ColumnKind {
  if (name === 'statecode') return 'state';
  if (type === 'dateTime') return days.has(name) ? 'date' : 'dateTime';
  if (memos.has(name) && table !== 'uomschedule') return 'memo';
  if (name.endsWith('statecode') && type === 'listLookup') return 'integer';
  return kinds[type] ?? 'text';
}

function requiredLevel({ required }: CatalogueAttribute): Column['required'] {
  if (required === 'systemrequired') return 'SystemRequired';
  if (required === 'required') return 'ApplicationRequired';
  return required === 'recommended' ? 'Recommended' : 'None';
}

/** State and status of a row that was created without naming them. */
function initialState(table: string, kind: 'state' | 'status'): number {
  if (table === 'product') return kind === 'state' ? 2 : 0;
  if (kind === 'state') return 0;
  return table === 'pricelevel' ? 100001 : 1;
}
