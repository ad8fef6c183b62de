/** The sales set-up names a product that exists; a note belongs to a row that exists. */
import { dialog } from '../http/wire-error';
import type { TableRules } from './table-rules';

export const salesSetupRules: TableRules = {
  beforeModify: (draft) => {
    const number = draft.text('writeInProductNo');
    const assets = draft.text('writeInProductType') === 'Resource' ? 'resources' : 'items';
    if (number !== '' && !draft.company.table(assets).find(number)) throw dialog(`The write-in product ${number} does not exist.`);
    const account = draft.text('freightGLAccNo');
    if (account !== '' && !draft.company.table('accounts').find(account)) throw dialog(`The G/L Account ${account} does not exist.`);
  },
};

export const recordNoteRules: TableRules = {
  prepare: (draft) => {
    const [tableName, recordId] = [draft.text('tableName'), draft.text('recordId')];
    const tables = [...draft.company.allTables()].filter(({ definition }) => definition.alTable === tableName);
    if (tables.length === 0) throw dialog(`There is no table ${tableName} that notes can belong to.`);
    if (!tables.some((table) => table.get(recordId)))
      throw dialog(`The ${tableName} of the note does not exist. Identification fields and values: SystemId='${recordId}'`);
  },
};
