import type { RowDraft } from '../writing/row-draft';
import type { TableRules } from './table-rules';

/** Notes: a body makes the note a document, whose size is kept. */
export const noteRules: TableRules = { creating: measureBody, updating: measureBody };

function measureBody(draft: RowDraft): void {
  if (!draft.sets('documentbody')) return;
  const body = draft.value('documentbody');
  draft.stamp('filesize', typeof body === 'string' ? Buffer.from(body, 'base64').length : 0);
  draft.set('isdocument', typeof body === 'string');
}
