/** Bound actions: release, reopen, archive and posting of sales documents. */
import { archiveDocument, releaseDocument, reopenDocument } from '../documents/document-status';
import { cancelInvoice, postInvoice } from '../documents/post-invoice';
import { shipAndInvoice } from '../documents/post-order';
import { makeOrder } from '../documents/quote-to-order';
import type { Database } from '../store/database';
import type { Row } from '../store/column';
import { CompanyCall, Reply, emptyReply } from './call';
import type { Target } from './target';
import { badRequest, WireError } from './wire-error';
import type { WriteContext } from './writing';

type ActionTarget = Extract<Target, { kind: 'action' }>;

/** Where the result of an action is: an entity of a set, which the Location header names. */
export interface Outcome {
  readonly set: string;
  readonly row: Row;
}

type Run = (context: WriteContext, target: ActionTarget) => Outcome | undefined;

const actions: Record<string, Run> = {
  release: ({ transaction, call }, { set, row }) => releaseDocument(transaction, call.company, set.table, row),
  reopen: ({ transaction, call }, { set, row }) => reopenDocument(transaction, call.company, set.table, row),
  archive: ({ transaction, call }, { set, row }) => archiveDocument(transaction, call.company, set.table, row),
  shipAndInvoice: ({ transaction, call }, { row }) => shipAndInvoice(transaction, call.company, row),
  post: ({ transaction, call }, { row }) => postInvoice(transaction, call.company, row),
  cancel: ({ transaction, call }, { row }) => cancelInvoice(transaction, call.company, row),
  makeOrder: ({ transaction, call }, { row }) => makeOrder(transaction, call.company, row),
};

/** Posting commits as it goes: what it did stays although a later part of the same batch fails. */
const commits = new Set(['shipAndInvoice', 'post', 'cancel']);

export function runAction(context: WriteContext, target: ActionTarget, database: Database): Reply {
  const name = target.action.replace('Microsoft.NAV.', '');
  const run = actions[name];
  if (!run) throw new WireError(501, 'BadRequest_MethodNotImplemented', `The action '${name}' is not implemented.`);
  if (Object.keys(context.call.body()).length > 0) throw badRequest(`The action '${name}' takes no parameters.`);
  const outcome = run(context, target);
  if (commits.has(name)) database.commit(context.transaction);
  return emptyReply(204, {
    headers: outcome ? { Location: locationOf(context.call, outcome) } : {},
    rowsWritten: context.transaction.rowsWritten,
  });
}

function locationOf({ origin, address, company }: CompanyCall, { set, row }: Outcome): string {
  return `${origin}${address.root}/companies(${company.id})/${set}(${row[0]})`;
}
