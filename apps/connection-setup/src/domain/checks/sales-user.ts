/** The integration user of Sales: there, enabled, licensed where it is a person's account. */
import { userNotActive, userNotFound, userNotLicensed } from '../setup-failures';
import { SalesUser } from '../systems';

export function checkSalesUser(user: SalesUser | undefined): SalesUser {
  if (!user) throw userNotFound();
  if (user.disabled) throw userNotActive(user.name);
  if (!user.application && !user.licensed) throw userNotLicensed(user.name);
  return user;
}
