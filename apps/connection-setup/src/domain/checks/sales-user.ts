/** The integration user of Sales: enabled, licensed where it is a person's account. */
import { userNotActive, userNotLicensed } from '../setup-failures';
import { SalesUser } from '../systems';

export function checkSalesUser(user: SalesUser): SalesUser {
  if (user.disabled) throw userNotActive(user.name);
  if (!user.application && !user.licensed) throw userNotLicensed(user.name);
  return user;
}
