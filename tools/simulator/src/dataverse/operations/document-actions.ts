import { DataverseError, refusals } from '../dataverse-error';
import type { Row } from '../storage/row';
import { isObject, type JsonObject } from '../writing/payload';
import { valueOf } from '../writing/row-writes';
import { copyDocument } from './document-copy';
import type { ActionCall, BoundAction, UnboundAction } from './actions';

/** Actions that close, win or turn one sales document into the next. */
export const documentActions: Record<string, UnboundAction> = {
  FulfillSalesOrder: (call) => closeOrder(call, { from: [0, 1], status: 100001 }),
  CancelSalesOrder: (call) => closeOrder(call, { from: [0, 1], status: 4 }),
  ConvertSalesOrderToInvoice: (call) =>
    converted(call, copyDocument(call, { from: 'salesorder', to: 'invoice', row: document(call, 'salesorder', 'SalesOrderId') })),
  ConvertQuoteToSalesOrder: (call) => {
    const quote = document(call, 'quote', 'QuoteId');
    if (valueOf(call.writes.context, 'quote', quote, 'statecode') === 0)
      throw refusals.argument('The quote must be active or won before it becomes an order.');
    return converted(call, copyDocument(call, { from: 'quote', to: 'salesorder', row: quote }));
  },
  GenerateSalesOrderFromOpportunity: (call) =>
    converted(call, copyDocument(call, { from: 'opportunity', to: 'salesorder', row: document(call, 'opportunity', 'OpportunityId') })),
  WinQuote: (call) => close(call, { parameter: 'QuoteClose', table: 'quote', states: [1], status: 4 }),
  CloseQuote: (call) => close(call, { parameter: 'QuoteClose', table: 'quote', states: [1], status: 5 }),
  WinOpportunity: (call) => close(call, { parameter: 'OpportunityClose', table: 'opportunity', states: [0], status: 3 }),
  LoseOpportunity: (call) => close(call, { parameter: 'OpportunityClose', table: 'opportunity', states: [0], status: 4 }),
};

export const orderActions: Record<string, BoundAction> = {
  LockSalesOrderPricing: (call, row) => call.writes.update('salesorder', row, { ispricelocked: true }) as undefined,
  UnlockSalesOrderPricing: (call, row) => call.writes.update('salesorder', row, { ispricelocked: false }) as undefined,
};

function context({ writes }: ActionCall) {
  return writes.context;
}

function document(call: ActionCall, table: string, parameter: string): Row {
  const given = call.parameters[parameter];
  const id = isObject(given) ? given[`${table}id`] : given;
  const row = typeof id === 'string' ? context(call).database.row(table, id.toLowerCase()) : undefined;
  if (row === undefined) throw refusals.noRow(table, String(id));
  return row;
}

function converted(call: ActionCall, { table, row }: { table: string; row: Row }) {
  const logical = context(call).database.schema.table(table);
  return { '@odata.type': `#Microsoft.Dynamics.CRM.${table}`, [logical.primaryId]: row.id };
}

/** The row that the close activity in a parameter is about. */
function closed(call: ActionCall, parameter: string, table: string): { row: Row; activity: JsonObject } {
  const activity = call.parameters[parameter];
  if (!isObject(activity)) throw refusals.payload('', `The parameter '${parameter}' is missing.`);
  const uri = activity[`${table}id@odata.bind`];
  if (typeof uri !== 'string') throw refusals.payload('', `'${parameter}' must name its ${table} by ${table}id@odata.bind.`);
  const { id } = call.writes.entity(uri);
  return { row: context(call).database.row(table, id) as Row, activity };
}

/** `Status` -1 takes the default. */
function wantedStatus({ parameters }: ActionCall, otherwise: number): number {
  if (typeof parameters.Status !== 'number') throw refusals.payload('', "The parameter 'Status' is missing.");
  return parameters.Status === -1 ? otherwise : parameters.Status;
}

function changeState(call: ActionCall, table: string, row: Row, status: number): void {
  const logical = context(call).database.schema.table(table);
  const option = logical.columns.get('statuscode')?.options.find(({ value }) => value === status);
  if (option === undefined) throw new DataverseError(400, '0x80048408', `${status} is not a valid status code on ${table}.`);
  call.writes.update(table, row, { statecode: option.state, statuscode: status });
}

function closeOrder(call: ActionCall, { from, status }: { from: readonly number[]; status: number }): undefined {
  const { row, activity } = closed(call, 'OrderClose', 'salesorder');
  context(call).caller.access.require('Write', context(call).database.schema.table('salesorder'));
  if (!from.includes(valueOf(context(call), 'salesorder', row, 'statecode') as number))
    throw new DataverseError(400, '0x80040233', 'The sales order is not in a state from which it can be closed.');
  changeState(call, 'salesorder', row, wantedStatus(call, status));
  call.writes.create('orderclose', {
    subject: activity.subject ?? null,
    ordernumber: valueOf(context(call), 'salesorder', row, 'ordernumber'),
    salesorderid: { table: 'salesorder', id: row.id },
  });
}

interface Closing {
  readonly parameter: string;
  readonly table: string;
  readonly states: readonly number[];
  readonly status: number;
}

const wrongState: Record<string, string> = { opportunity: '0x8004051a', quote: '0x80040233' };

function close(call: ActionCall, { parameter, table, states, status }: Closing): undefined {
  const { row } = closed(call, parameter, table);
  context(call).caller.access.require('Write', context(call).database.schema.table(table));
  if (!states.includes(valueOf(context(call), table, row, 'statecode') as number))
    throw new DataverseError(400, wrongState[table] ?? '0x80040233', `The ${table} is not in a state from which it can be closed.`);
  changeState(call, table, row, wantedStatus(call, status));
}
