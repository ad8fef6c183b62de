import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { createDataverse } from '../../dataverse/create-dataverse';
import * as identities from '../../dataverse/sample/identities';
import type { AppRegistration } from '../../service/entra/app-registrations';
import { tenant } from '../../service/entra/token-endpoint';
import { startServer, type RunningServer } from '../../service/server';

/** A Dataverse simulator in this process and the rawest of clients: what a test sends is what goes over the wire. */

export interface WireAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

export interface WireRequest {
  headers?: Record<string, string>;
  body?: string;
}

export class DataverseSite {
  private readonly tokens = new Map<string, string>();

  private constructor(private readonly server: RunningServer) {}

  static async start(options: { sample?: boolean; solution?: boolean } = {}): Promise<DataverseSite> {
    const { core, service } = createDataverse(options);
    const site = new DataverseSite(await startServer(core, service, { host: '127.0.0.1', port: 0 }));
    await site.signIn(identities.integrationApplication);
    return site;
  }

  stop(): Promise<void> {
    return this.server.close();
  }

  get url(): string {
    return this.server.url;
  }

  get api(): string {
    return `${this.url}/api/data/v9.2`;
  }

  get tokenUrl(): string {
    return `${this.url}/${tenant.id}/oauth2/v2.0/token`;
  }

  /** Fetches a token and keeps it for `as`. */
  async signIn({ clientId, secrets }: AppRegistration): Promise<string> {
    const form = `grant_type=client_credentials&client_id=${clientId}&client_secret=${secrets[0]?.value ?? ''}&scope=${encodeURIComponent(`${this.url}/.default`)}`;
    const answer = await this.raw('POST', this.tokenUrl, { body: form, headers: { 'Content-Type': 'application/x-www-form-urlencoded' } });
    const token = (JSON.parse(answer.text) as { access_token: string }).access_token;
    this.tokens.set(clientId, token);
    return token;
  }

  bearer({ clientId }: AppRegistration = identities.integrationApplication): Record<string, string> {
    return { Authorization: `Bearer ${this.tokens.get(clientId) ?? ''}` };
  }

  /** `path` below the service root, or a whole URL; signed in as the integration user unless headers say otherwise. */
  send(method: string, path: string, { headers = {}, body }: WireRequest = {}): Promise<WireAnswer> {
    const type: Record<string, string> = body === undefined ? {} : { 'Content-Type': 'application/json' };
    const url = path.startsWith('http') ? path : `${this.api}/${path}`;
    return this.raw(method, url, { body, headers: { ...this.bearer(), ...type, ...headers } });
  }

  async get(path: string, headers: Record<string, string> = {}): Promise<WireAnswer> {
    return this.send('GET', path, { headers });
  }

  /** Creates a row and answers its id. */
  async create(set: string, body: string): Promise<string> {
    const { status, headers, text } = await this.send('POST', set, { body });
    if (status !== 204) throw new Error(`POST ${set} answered ${status} ${text}`);
    return /\(([0-9a-f-]{36})\)/.exec(String(headers['odata-entityid']))?.[1] ?? '';
  }

  async control(method: string, path: string, body: object = {}): Promise<Record<string, unknown>> {
    const answer = await this.raw(method, `${this.url}/_control/${path}`, { body: JSON.stringify(body) });
    if (answer.status !== 200) throw new Error(`${method} /_control/${path} answered ${answer.status} ${answer.text}`);
    return JSON.parse(answer.text) as Record<string, unknown>;
  }

  raw(method: string, url: string, { headers = {}, body = '' }: WireRequest = {}): Promise<WireAnswer> {
    return new Promise((resolve, reject) => {
      const outgoing = httpRequest(
        url,
        { method, agent: false, headers: { ...headers, 'Content-Length': Buffer.byteLength(body) } },
        (incoming) => {
          const chunks: Buffer[] = [];
          incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
          incoming.on('error', reject);
          incoming.on('end', () =>
            resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, text: Buffer.concat(chunks).toString('utf8') }),
          );
        },
      );
      outgoing.on('error', reject);
      outgoing.end(body);
    });
  }
}

export function jsonOf({ text }: WireAnswer): Record<string, unknown> {
  return JSON.parse(text) as Record<string, unknown>;
}

/** The rows of a collection answer. */
export function rowsOf(answer: WireAnswer): Array<Record<string, unknown>> {
  return jsonOf(answer).value as Array<Record<string, unknown>>;
}

/** Status, code and message of an error answer. */
export function errorOf(answer: WireAnswer): { status: number; code: string; message: string } {
  const { error } = jsonOf(answer) as { error: { code: string; message: string } };
  return { status: answer.status, code: error.code, message: error.message };
}

/** Encodes a query option's value. */
export const encoded = encodeURIComponent;
