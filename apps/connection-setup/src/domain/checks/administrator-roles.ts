/** The roles of the administrator who imports the solution. */
import { adminRolesMissing } from '../solution-failures';
import { SalesRole } from '../systems';

/** By their templates, which are the same in every environment; names are translated. The guide calls the second one Solution Customizer as well. */
const required = [
  { name: 'System Administrator', templateId: '627090ff-40a3-4053-8790-584edc5be201' },
  { name: 'System Customizer', templateId: '119f245c-3cc8-4b62-b31c-d1a046ced15d' },
];

/** @throws Failure `misconfigured` `setup.adminRolesMissing` */
export function checkAdministratorRoles(roles: readonly SalesRole[]): void {
  const missing = required.filter(({ name, templateId }) => !roles.some((role) => role.templateId === templateId || role.name === name));
  if (missing.length > 0) throw adminRolesMissing(missing.map(({ name }) => name));
}
