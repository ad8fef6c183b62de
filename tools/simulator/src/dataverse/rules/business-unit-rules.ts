import type { Column } from '../metadata/column';
import { cellOf } from '../storage/row';
import type { TableStore } from '../storage/table-store';
import type { TableRules } from './table-rules';

const column = (store: TableStore, name: string): Column => store.table.columns.get(name) as Column;

/** A new business unit has a team of its own name from the start, and a copy of every role of the root unit. */
export const businessUnitRules: TableRules = {
  created: (unit, { context: { database }, platform }) => {
    const units = database.store('businessunit');
    const lookup = (table: string, id: string) => ({ table, id });
    platform.create('team', {
      name: cellOf(unit, column(units, 'name')),
      teamtype: 0,
      isdefault: true,
      businessunitid: lookup('businessunit', unit.id),
    });
    const roles = database.store('role');
    const roots = [...roles.rows.values()].filter((role) => cellOf(role, column(roles, 'parentrootroleid')) === role.id);
    for (const root of roots) {
      const copy = platform.create('role', {
        name: cellOf(root, column(roles, 'name')),
        businessunitid: lookup('businessunit', unit.id),
        parentrootroleid: lookup('role', root.id),
      });
      database.copyRolePrivileges(root.id, copy.id);
    }
  },
};
