/** The settings in the form they are stored and used in; what people entered otherwise is refused with a suggestion. */
import { AddressField, AddressRules, readAddress } from './address';
import { Settings } from './connection';
import { mustIncludeDomain } from './setup-failures';
import { SignIn } from './sign-in';

/** @throws Failure `setup.url…`, `setup.mustUseHttps`, `setup.badScheme`, `setup.hostNotAllowed`, `setup.mustIncludeDomain` */
export function canonical<S extends Settings>(settings: S, rules: AddressRules): S {
  const { sales, businessCentral, salesOrderUser } = settings;
  requireDomain('sales.username', sales);
  requireDomain('salesOrderUser.username', salesOrderUser);
  const address = (entered: string | undefined, field: AddressField): string | undefined => entered && readAddress(entered, field, rules);
  const authority = (group: string, signIn: SignIn): string | undefined =>
    address(signIn.authority, { name: `${group}.authority`, form: 'origin' });
  return {
    ...settings,
    sales: withDefined(sales, { url: address(sales.url, { name: 'sales.url', form: 'origin' }), authority: authority('sales', sales) }),
    businessCentral: withDefined(businessCentral, {
      url: address(businessCentral.url, { name: 'businessCentral.url', form: 'environment' }),
      authority: authority('businessCentral', businessCentral),
    }),
    salesOrderUser: withDefined(salesOrderUser, { authority: authority('salesOrderUser', salesOrderUser) }),
  };
}

/** Without an app registration Sales is on-premises, where a user belongs to a domain of Active Directory. */
function requireDomain(field: string, { clientId, username }: SignIn): void {
  if (username && !clientId && !/^[^\\@\s]+\\[^\\@]+$|^[^\\@\s]+@[^\\@\s]+$/.test(username)) throw mustIncludeDomain(field);
}

const withDefined = <T extends object>(group: T, values: Partial<T>): T =>
  ({ ...group, ...Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) }) as T;
