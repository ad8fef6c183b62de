/** Who may call: Entra applications with a token online, users with a password or web services access key on-premises. */
import { createHash } from 'node:crypto';
import type { ServiceRequest } from '../../service/exchange';
import { headerOf } from '../../service/exchange';
import type { ServiceCore } from '../../service/service-core';
import type { Writer } from '../store/transaction';

/** A row of the page *Microsoft Entra Applications*. */
export interface EntraApplication {
  state: 'Enabled' | 'Disabled';
  permissionSets: string[];
}

/** An on-premises user; `accessKey` is a random text of 44 base64 characters that may expire. Times in milliseconds since 1970. */
export interface WebServiceUser {
  accessKey?: string;
  password?: string;
  expiresAt?: number;
}

export type Admission = { readonly writer: Writer } | { readonly refused: 'credentials' | 'permission' };

/** The user security id that a name stands for: the same at every start. */
export function userIdOf(name: string): string {
  const hash = createHash('sha256').update(`user/${name}`).digest('hex');
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-4${hash.slice(13, 16)}-8${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
}

export class Access {
  readonly applications = new Map<string, EntraApplication>();
  readonly users = new Map<string, WebServiceUser>();
  private readonly writers = new Map<string, Writer>();

  constructor(private readonly core: ServiceCore) {}

  /** Name of the application or user whose credentials are right, whether or not it may do anything. */
  principalOf(request: ServiceRequest): string | undefined {
    const header = headerOf(request, 'authorization') ?? '';
    if (header.startsWith('Bearer ')) return this.core.tokens.check(header.slice(7), this.core.tokenEndpoint.resources)?.clientId;
    return header.startsWith('Basic ') && isOnPremises(request) ? this.userOf(header.slice(6)) : undefined;
  }

  admit(request: ServiceRequest): Admission {
    const name = this.principalOf(request);
    if (name === undefined) return { refused: 'credentials' };
    const application = this.applications.get(name.toLowerCase());
    if (!this.users.has(name) && application?.state !== 'Enabled') return { refused: 'credentials' };
    if (application?.permissionSets.length === 0) return { refused: 'permission' };
    return { writer: this.writerOf(name) };
  }

  writerOf(name: string): Writer {
    let writer = this.writers.get(name);
    if (!writer) this.writers.set(name, (writer = { name, userId: userIdOf(name) }));
    return writer;
  }

  private userOf(credentials: string): string | undefined {
    const text = Buffer.from(credentials, 'base64').toString('utf8');
    const name = text.slice(0, text.indexOf(':'));
    const secret = text.slice(text.indexOf(':') + 1);
    const user = this.users.get(name);
    if (!user || secret === '' || (user.accessKey !== secret && user.password !== secret)) return undefined;
    const expired = user.accessKey === secret && user.expiresAt !== undefined && user.expiresAt <= this.core.clock.now();
    return expired ? undefined : name;
  }
}

/** Access keys and passwords do not work online since 1 October 2022: only below `/{instance}/`. */
export const isOnPremises = ({ path }: Pick<ServiceRequest, 'path'>): boolean => !path.startsWith('/v2.0/');
