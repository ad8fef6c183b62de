/** The settings in the form they are stored and used in; what people entered otherwise is refused with a suggestion. */
import { checkAccountName } from './account-name';
import { AddressField, AddressRules, readAddress } from './address';
import { Settings } from './connection';
import { SignIn } from './sign-in';

/** @throws Failure `setup.url…`, `setup.mustUseHttps`, `setup.badScheme`, `setup.hostNotAllowed`, `setup.mustIncludeDomain`, `setup.userMustBeEmail` */
export function canonical<S extends Settings>(settings: S, rules: AddressRules): S {
  const { sales, businessCentral, salesOrderUser } = settings;
  checkAccountName('sales.username', sales, sales.url);
  checkAccountName('salesOrderUser.username', salesOrderUser, sales.url);
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

const withDefined = <T extends object>(group: T, values: Partial<T>): T =>
  ({ ...group, ...Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) }) as T;
