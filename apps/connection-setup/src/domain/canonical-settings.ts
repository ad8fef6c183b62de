/** The settings in the form they are stored and used in; what people entered otherwise is refused with a suggestion. */
import { checkAccountName } from './account-name';
import { AddressField, addressFields, AddressRules, readAddress } from './address';
import { Settings } from './connection';

/** @throws Failure `setup.url…`, `setup.mustUseHttps`, `setup.badScheme`, `setup.hostNotAllowed`, `setup.mustIncludeDomain`, `setup.userMustBeEmail` */
export function canonical<S extends Settings>(settings: S, rules: AddressRules): S {
  const { sales, salesOrderUser } = settings;
  checkAccountName('sales.username', sales, sales.url);
  checkAccountName('salesOrderUser.username', salesOrderUser, sales.url);
  return addressFields.reduce((read, field) => withAddress(read, field, rules), settings);
}

function withAddress<S extends Settings>(settings: S, field: AddressField, rules: AddressRules): S {
  const [group, property] = field.name.split('.') as ['sales' | 'businessCentral' | 'salesOrderUser', 'url' | 'authority'];
  const content: { readonly url?: string; readonly authority?: string } = settings[group];
  const entered = content[property];
  return entered ? { ...settings, [group]: { ...content, [property]: readAddress(entered, field, rules) } } : settings;
}
