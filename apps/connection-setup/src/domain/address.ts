/** Web addresses of systems: brought into one form, refused with a suggestion where people must decide. */
import { badScheme, hostNotAllowed, mustUseHttps, urlInvalid, urlReplace } from './setup-failures';

/** Which hosts may be reached; knows the operator's rules. */
export abstract class AddressRules {
  /** Whether plain http may be used for this host. */
  abstract allowsPlainHttp(host: string): boolean;
  abstract allowsHost(host: string): boolean;
}

/** `origin`: the address has no path (Sales, token authority). `environment`: a path belongs to it, but not `/api…` (Business Central). */
export type AddressForm = 'origin' | 'environment';

export interface AddressField {
  /** As in the REST body: `sales.url`. */
  readonly name: string;
  readonly form: AddressForm;
}

/** Every address among the settings of a connection. */
export const addressFields: readonly AddressField[] = [
  { name: 'sales.url', form: 'origin' },
  { name: 'sales.authority', form: 'origin' },
  { name: 'businessCentral.url', form: 'environment' },
  { name: 'businessCentral.authority', form: 'origin' },
  { name: 'salesOrderUser.authority', form: 'origin' },
];

/**
 * The address in its one form: lower-case host, no slash at the end.
 * @throws Failure `setup.urlInvalid`, `setup.badScheme`, `setup.mustUseHttps`, `setup.hostNotAllowed`; `setup.urlReplace` with a suggestion
 */
export function readAddress(entered: string, { name, form }: AddressField, rules: AddressRules): string {
  const url = parse(entered, name);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw badScheme(name, url.protocol);
  if (url.protocol === 'http:' && !rules.allowsPlainHttp(url.hostname)) throw mustUseHttps(name);
  if (!rules.allowsHost(url.hostname)) throw hostNotAllowed(name, url.hostname);
  const address = `${url.origin}${form === 'origin' ? '' : environmentPath(url.pathname)}`;
  if (address !== written(url, entered)) throw urlReplace(name, entered, address);
  return address;
}

function parse(entered: string, name: string): URL {
  const hasScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(entered);
  const url = URL.parse(hasScheme ? entered : `https://${entered}`);
  if (!url?.hostname || url.username || url.password || url.search || url.hash) throw urlInvalid(name);
  return url;
}

/** The path up to but without `/api`, without a slash at the end. */
const environmentPath = (path: string): string => path.replace(/\/api(\/.*)?$/i, '').replace(/\/+$/, '');

/** What was entered, as far as case of the host and a last slash go without saying; a missing scheme does not. */
const written = (url: URL, entered: string): string =>
  /^[a-z][a-z0-9+.-]*:\/\//i.test(entered) ? `${url.origin}${url.pathname.replace(/\/+$/, '')}` : entered;
