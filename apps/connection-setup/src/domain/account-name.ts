/** How people's accounts are called in Sales: online by their e-mail address, on-premises with their domain. An app registration has no such name. */
import { mustIncludeDomain, userMustBeEmail } from './setup-failures';
import { SignIn } from './sign-in';

/** Microsoft's own clouds; every other host is somebody's own server. */
const online = /\.(dynamics\.com|dynamics\.cn|microsoftdynamics\.us|appsplatform\.us)$/i;

const email = /^[^\\@\s]+@[^\\@\s]+$/;
const withDomain = /^[^\\@\s]+\\[^\\@]+$/;

/**
 * @param field as in the REST body
 * @throws Failure `rejected` `setup.userMustBeEmail`, `setup.mustIncludeDomain`
 */
export function checkAccountName(field: string, { clientId, username }: SignIn, salesUrl = ''): void {
  if (!username || clientId || email.test(username)) return;
  if (online.test(hostOf(salesUrl))) throw userMustBeEmail(field);
  if (!withDomain.test(username)) throw mustIncludeDomain(field);
}

/** An address that cannot be read has a refusal of its own. */
const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).hostname : '');
