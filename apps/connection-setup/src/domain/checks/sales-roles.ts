/** The roles of the integration user: the two of the integration, never System Administrator. */
import { missingRoles, userIsAdmin, userNoRoles } from '../setup-failures';
import { SalesRole } from '../systems';

interface RequiredRole {
  readonly name: string;
  /** The role of the vendor's own solution that does the same. Its name and, across environments, its template. */
  readonly vendorName: string;
  readonly vendorTemplateId: string;
}

/** Each is held as Tandem's role or as the vendor's. */
export const requiredRoles: readonly RequiredRole[] = [
  {
    name: 'Tandem Integration Administrator',
    vendorName: 'Dynamics 365 Business Central Integration Administrator',
    vendorTemplateId: '8c8d4f51-a72b-e511-80d9-3863bb349780',
  },
  {
    name: 'Tandem Integration User',
    vendorName: 'Dynamics 365 Business Central Integration User',
    vendorTemplateId: '6f960e32-a72b-e511-80d9-3863bb349780',
  },
];

export const requiredRoleNames = requiredRoles.map(({ name }) => name);

/** The role that lets a team own what is synchronised. */
export const owningRoleName = 'Tandem Integration User';

/** The same in every environment; names are translated and may be changed. */
const systemAdministratorTemplateId = '627090ff-40a3-4053-8790-584edc5be201';

export function checkSalesRoles(userName: string, roles: readonly SalesRole[]): void {
  const user = `The user ${userName}`;
  if (roles.length === 0) throw userNoRoles(user, requiredRoleNames);
  if (roles.some(({ templateId }) => templateId === systemAdministratorTemplateId)) throw userIsAdmin(userName);
  const missing = requiredRoles.filter((required) => !roles.some((role) => fills(required, role))).map(({ name }) => name);
  if (missing.length > 0) throw missingRoles(user, missing);
}

const fills = ({ name, vendorName, vendorTemplateId }: RequiredRole, role: SalesRole): boolean =>
  role.name === name || role.name === vendorName || role.templateId === vendorTemplateId;
