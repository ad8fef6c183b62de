/** Decides which addresses Tandem may send a request to: known hosts over https, resolved once, never into a network that is not theirs. */
import { lookup as resolveHost, LookupAddress } from 'node:dns';
import { isIP, LookupFunction } from 'node:net';
import { Failure } from '@tandem/domain/failure';
import { NetworkRange, networkRangeOf } from './network-ranges';

/** What the operator allows beyond the services' own hosts. */
export interface AddressPolicy {
  /** Loopback addresses, over plain http as well: the local stack and tests. */
  readonly allowLoopback: boolean;
  /** Further hosts, exact or `*.suffix` (on-premises servers). They alone may lie in a private network. */
  readonly extraHosts: readonly string[];
}

const serviceHosts = [
  /^[a-z0-9-]+(\.api)?\.crm\d*\.dynamics\.com$/,
  /^api\.businesscentral\.dynamics\.com$/,
  /^login\.microsoftonline\.com$/,
];

type Resolve = (host: string, answer: (error: Error | null, addresses: LookupAddress[]) => void) => void;
const resolveAll: Resolve = (host, answer) => resolveHost(host, { all: true, verbatim: true }, answer);

const refusal = (code: string, message: string, help: string): Failure => new Failure('misconfigured', code, message, { help });
const bare = (hostname: string): string =>
  hostname
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '')
    .toLowerCase();
const matches = (pattern: string, host: string): boolean =>
  pattern.startsWith('*.') ? host.endsWith(pattern.slice(1)) && host.length >= pattern.length : host === pattern;

/**
 * Checks addresses before anything is sent, and again every IP address that a host name resolves to at the moment of the connection, so that a name
 * can't be pointed elsewhere in between. Refusals are `misconfigured`: `address.invalid`, `address.notHttps`, `address.hostNotAllowed`,
 * `address.networkNotAllowed`, `address.foreignLink`.
 */
export class AddressGuard {
  constructor(
    private readonly policy: AddressPolicy,
    private readonly resolve: Resolve = resolveAll,
  ) {}

  /** The address as a URL, where it may be reached; else throws. */
  check(address: string): URL {
    const url = parse(address);
    const host = bare(url.hostname);
    const local = this.policy.allowLoopback && isLoopbackName(host);
    if (url.protocol !== 'https:' && !(local && url.protocol === 'http:'))
      throw refusal('address.notHttps', `The address of ${host} does not use https.`, 'Enter an address that begins with https://.');
    if (!local && !this.isKnown(host))
      throw refusal(
        'address.hostNotAllowed',
        `The host ${host} is not one that Tandem may reach.`,
        'Correct the address, or ask the operator to allow this host.',
      );
    if (isIP(host)) this.checkNetwork(host, host);
    return url;
  }

  /** A link that a service handed out; it must stay on the origin that the access is for, because our authorisation goes with it. */
  checkLink(link: string, origin: string): URL {
    const url = this.check(link);
    if (url.origin !== new URL(origin).origin)
      throw refusal(
        'address.foreignLink',
        `The service answered with a link to another host (${url.host}).`,
        'Check the address of the connection; nothing was sent there.',
      );
    return url;
  }

  /** Resolves a host for a connection and refuses it when any of its addresses is not allowed. */
  readonly lookup: LookupFunction = (host, options, callback) => {
    this.resolve(host, (error, addresses) => {
      const refused = error ?? this.refusalOf(host, addresses);
      if (refused) return callback(refused as NodeJS.ErrnoException, '', 0);
      const first = addresses[0] as LookupAddress;
      return options.all ? callback(null, addresses) : callback(null, first.address, first.family);
    });
  };

  private refusalOf(host: string, addresses: readonly LookupAddress[]): Error | null {
    try {
      if (!addresses.length) return Object.assign(new Error(`The host ${host} has no address.`), { code: 'ENOTFOUND' });
      for (const { address } of addresses) this.checkNetwork(bare(host), address);
      return null;
    } catch (refused) {
      return refused as Error;
    }
  }

  private checkNetwork(host: string, address: string): void {
    if (this.allowedRanges(host).includes(networkRangeOf(address))) return;
    throw refusal(
      'address.networkNotAllowed',
      `The host ${host} lies in a network that Tandem may not reach.`,
      'Correct the address; servers of your own network must be allowed by the operator.',
    );
  }

  private allowedRanges(host: string): readonly NetworkRange[] {
    if (this.policy.allowLoopback && isLoopbackName(host)) return ['loopback'];
    return this.isExtra(host) ? ['public', 'private'] : ['public'];
  }

  private isExtra(host: string): boolean {
    return this.policy.extraHosts.some((pattern) => matches(pattern.toLowerCase(), host));
  }

  private isKnown(host: string): boolean {
    return serviceHosts.some((pattern) => pattern.test(host)) || this.isExtra(host);
  }
}

const isLoopbackName = (host: string): boolean => host === 'localhost' || (isIP(host) > 0 && networkRangeOf(host) === 'loopback');

const parse = (address: string): URL => {
  const url = URL.parse(address);
  if (!url || url.username || url.password)
    throw refusal(
      'address.invalid',
      'The address is not a plain web address.',
      'Enter the address as the browser shows it, without user name and password.',
    );
  return url;
};
