/** Checks the account that hands orders over, where it is another one than the integration user: the same is asked of it. */
import { Failure } from '@tandem/domain/failure';
import { checkSalesRoles } from '../domain/checks/sales-roles';
import { checkSalesUser } from '../domain/checks/sales-user';
import { RunCheck } from '../domain/findings';
import { SalesUser } from '../domain/systems';
import type { SalesLook } from './inspect-sales';

export async function inspectSalesOrderUser(look: SalesLook, run: RunCheck): Promise<void> {
  await run(
    'salesOrderUser',
    () => orderUser(look),
    (user) => user?.name ?? 'Not needed: the integration user hands orders over',
  );
}

/** Its finding says whose account it is about: the codes are those of the integration user. */
async function orderUser({ issuer, systems, orderSignIn }: SalesLook): Promise<SalesUser | undefined> {
  if (!orderSignIn) return undefined;
  try {
    const organization = systems.sales(await issuer.issue(orderSignIn));
    const { userId } = await organization.identity();
    const user = checkSalesUser(await organization.user(userId));
    checkSalesRoles(user.name, await organization.rolesOf(userId));
    return user;
  } catch (thrown) {
    if (!(thrown instanceof Failure)) throw thrown;
    throw new Failure(thrown.kind, thrown.code, `Sales order user: ${thrown.message}`, thrown.details, { cause: thrown });
  }
}
