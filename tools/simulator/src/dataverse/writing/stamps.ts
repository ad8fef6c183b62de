import { organizationSetting } from '../reading/organization-settings';
import type { RequestContext } from '../request-context';
import { cellOf } from '../storage/row';
import type { RowDraft } from './row-draft';

/** Who and when: created, modified, owner, currency; the same texts are shared by all rows of a second. */

let stampedSecond = 0;
let stampedText = '';

/** The present time as a stored text. */
export function timeText(context: RequestContext): string {
  const second = Math.floor(context.database.core.clock.now() / 1000);
  if (second !== stampedSecond) {
    stampedSecond = second;
    stampedText = `${new Date(second * 1000).toISOString().slice(0, 19)}Z`;
  }
  return stampedText;
}

export function stampCreated(draft: RowDraft, context: RequestContext): void {
  const { user, onBehalfOf } = context.caller;
  const now = timeText(context);
  draft.stamp('createdon', draft.sets('overriddencreatedon') ? draft.value('overriddencreatedon') : now);
  draft.stamp('modifiedon', now);
  draft.stamp('createdby', user.id);
  draft.stamp('modifiedby', user.id);
  if (onBehalfOf !== undefined) draft.stamp('createdonbehalfby', onBehalfOf.id);
  if (draft.table.ownership === 'user') stampOwner(draft, context);
  stampCurrency(draft, context);
}

export function stampModified(draft: RowDraft, context: RequestContext): void {
  draft.stamp('modifiedon', timeText(context));
  draft.stamp('modifiedby', context.caller.user.id);
  if (context.caller.onBehalfOf !== undefined) draft.stamp('modifiedonbehalfby', context.caller.onBehalfOf.id);
  if (draft.sets('transactioncurrencyid')) stampCurrency(draft, context);
  if (draft.sets('ownerid')) stampOwner(draft, context);
}

function stampOwner(draft: RowDraft, { caller, database }: RequestContext): void {
  if (draft.value('ownerid') === null) draft.stamp('ownerid', caller.user.id);
  const owner = draft.value('ownerid') as string;
  const team = database.row('team', owner) !== undefined;
  draft.stamp('owninguser', team ? null : owner);
  draft.stamp('owningteam', team ? owner : null);
  draft.stamp('owningbusinessunit', caller.businessUnitId);
}

/** A row without a currency gets the base currency; its rate is copied at that moment. */
function stampCurrency(draft: RowDraft, { database }: RequestContext): void {
  const { columns, logicalName } = draft.table;
  if (logicalName === 'transactioncurrency' || !columns.has('transactioncurrencyid')) return;
  if (draft.value('transactioncurrencyid') === null)
    draft.stamp('transactioncurrencyid', organizationSetting<string | null>(database, 'basecurrencyid', null));
  const id = draft.value('transactioncurrencyid');
  const currency = typeof id === 'string' ? database.row('transactioncurrency', id) : undefined;
  const rate = database.schema.table('transactioncurrency').columns.get('exchangerate');
  if (currency !== undefined && rate !== undefined) draft.stamp('exchangerate', cellOf(currency, rate));
}
