/** Takes the address of a request apart: which tenant and environment, which API, and the segments below the API's base. */
import { resourceNotFound } from './wire-error';

export type ApiName = 'v2.0' | 'companion' | 'automation' | 'odata' | 'environments';

export interface Address {
  readonly api: ApiName;
  /** Path up to and including the API's version, without a slash at the end; still percent-encoded. */
  readonly root: string;
  readonly tenant?: string;
  readonly environment?: string;
  /** Decoded segments below the root. */
  readonly segments: readonly string[];
}

const companionPath = 'tandem/integration/v1.0';
const automationPath = 'microsoft/automation/v2.0';

/** `/v2.0/{tenant}/{environment}/…`, `/v2.0/{environment}/…` and on-premises `/{instance}/…`. */
export function parseAddress(path: string): Address {
  const parts = path.split('/').filter((part) => part !== '');
  if (path === '/environments/v1.1') return { api: 'environments', root: path, segments: [] };
  const at = parts.findIndex((part) => part === 'api' || part === 'ODataV4');
  if (at < 0) throw resourceNotFound(decoded(parts.at(-1) ?? ''));
  const site = siteOf(parts.slice(0, at));
  const { api, length } = apiOf(parts, at);
  const end = at + length;
  return { ...site, api, root: `/${parts.slice(0, end).join('/')}`, segments: parts.slice(end).map(decoded) };
}

function siteOf(parts: readonly string[]): Pick<Address, 'tenant' | 'environment'> {
  const [first, second, third] = parts;
  if (first !== 'v2.0') return {};
  if (third !== undefined) return { tenant: decoded(second as string), environment: decoded(third) };
  return second === undefined ? {} : { environment: decoded(second) };
}

function apiOf(parts: readonly string[], at: number): { api: ApiName; length: number } {
  if (parts[at] === 'ODataV4') return { api: 'odata', length: 1 };
  if (parts[at + 1] === 'v2.0') return { api: 'v2.0', length: 2 };
  const named = parts.slice(at + 1, at + 4).join('/');
  if (named === companionPath) return { api: 'companion', length: 4 };
  if (named === automationPath) return { api: 'automation', length: 4 };
  throw resourceNotFound(parts[at + 1] ?? 'api');
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw resourceNotFound(segment);
  }
}
