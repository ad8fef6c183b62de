import type { Depth } from '../access/access';
import { privilegesOn, type RolePrivileges } from '../access/role-privileges';
import type { Schema } from '../metadata/schema';

/** The privileges of the seeded roles, by role name. */

const businessTables: Record<string, string> = {
  account: 'RCWD',
  contact: 'RCWD',
  opportunity: 'RCWD',
  opportunityproduct: 'RCWD',
  quote: 'RCWD',
  quotedetail: 'RCWD',
  salesorder: 'RCWD',
  salesorderdetail: 'RCWD',
  orderclose: 'RCWD',
  invoice: 'RCWD',
  invoicedetail: 'RCWD',
  product: 'RCWD',
  pricelevel: 'RCWD',
  productpricelevel: 'RCWD',
  uom: 'RCWD',
  uomschedule: 'RCWD',
  transactioncurrency: 'RCWD',
  annotation: 'RCWD',
  tandem_accountstatistics: 'RCWD',
  tandem_connection: 'RCWD',
};

const platformTables = [
  'systemuser',
  'team',
  'businessunit',
  'organization',
  'role',
  'solution',
  'publisher',
  'sdkmessage',
  'sdkmessagefilter',
  'sdkmessageprocessingstep',
  'serviceendpoint',
  'importjob',
  'asyncoperation',
];

const readOnly = Object.fromEntries(platformTables.map((table) => [table, 'R']));

const customizing = ['prvWriteAttribute', 'prvCreateOptionSet', 'prvPublishCustomization'];

export function privilegesOfRole(schema: Schema, name: string): RolePrivileges {
  const on = (tables: Record<string, string>, depth: Depth) =>
    privilegesOn(
      Object.entries(tables).flatMap(([name, letters]) => {
        const table = schema.tables.get(name);
        return table === undefined ? [] : [[table, letters] as const];
      }),
      depth,
    );
  switch (name) {
    case 'System Administrator':
      return 'everything';
    case 'Tandem Integration Administrator':
    case 'Dynamics 365 Business Central Integration Administrator':
      return withMore(on({ ...readOnly, organization: 'RW', account: 'R', product: 'R' }, 'Global'), customizing);
    case 'Tandem Integration User':
    case 'Dynamics 365 Business Central Integration User':
      return withMore(on({ ...readOnly, ...businessTables }, 'Global'), []);
    case 'Product Availability User':
    case 'Dynamics 365 Business Central Product Availability User':
      return on({ product: 'R', uom: 'R', uomschedule: 'R', tandem_connection: 'R' }, 'Global');
    case 'System Customizer':
      return withMore(on(readOnly, 'Global'), [...customizing, 'prvImportCustomization']);
    case 'Sales Manager':
      return on({ ...businessTables, ...readOnly }, 'Global');
    case 'Own Rows Reader':
      return withMore(on({ account: 'R', contact: 'R' }, 'Basic'), []);
    default:
      return on({ ...businessTables, systemuser: 'R', businessunit: 'R', organization: 'R' }, 'Basic');
  }
}

function withMore(privileges: Map<string, Depth>, names: readonly string[]): Map<string, Depth> {
  for (const name of names) privileges.set(name, 'Global');
  return privileges;
}

/** Role templates have the same id in every organisation. */
export const roleTemplates: Record<string, string> = {
  'System Administrator': '627090ff-40a3-4053-8790-584edc5be201',
  'System Customizer': '119f245c-3cc8-4b62-b31c-d1a046ced15d',
  'Dynamics 365 Business Central Integration Administrator': '8c8d4f51-a72b-e511-80d9-3863bb349780',
  'Dynamics 365 Business Central Integration User': '6f960e32-a72b-e511-80d9-3863bb349780',
};

/** Roles that Tandem's solution brings. */
export const solutionRoles = ['Tandem Integration Administrator', 'Tandem Integration User', 'Product Availability User'];

/** A role for fault tests. */
export const ownRowsReader = 'Own Rows Reader';
