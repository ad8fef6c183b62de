import { inconsistentState } from '../writing/cell-value';
import type { RowDraft } from '../writing/row-draft';
import type { TableRules } from './table-rules';

/** State and status belong together: a status implies its state, a state alone takes its first status, a pair that does not fit is refused. */
export const stateAndStatus: TableRules = { creating: align, updating: align };

function align(draft: RowDraft): void {
  const status = draft.table.columns.get('statuscode');
  if (status === undefined || !draft.table.columns.has('statecode')) return;
  const stateOf = (value: unknown) => status.options.find((option) => option.value === value)?.state;
  if (draft.sets('statuscode') && draft.value('statuscode') !== null) {
    const state = stateOf(draft.value('statuscode'));
    if (draft.sets('statecode') && draft.value('statecode') !== state)
      throw inconsistentState(draft.table, 'statuscode', draft.value('statuscode'));
    if (state !== draft.value('statecode')) draft.set('statecode', state);
  } else if (draft.sets('statecode') && stateOf(draft.value('statuscode')) !== draft.value('statecode')) {
    draft.set('statuscode', status.options.find((option) => option.state === draft.value('statecode'))?.value ?? null);
  }
}
