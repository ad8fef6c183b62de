/** A Business Central simulator on a free port and raw HTTP to it: nothing of a connector's making. */
import { integrationApplication } from '../../business-central/access/demo-identities';
import { createBusinessCentral } from '../../business-central/create-business-central';
import { startServer } from '../../service/server';

/** Some tests send thousands of operations, on machines that do other work besides. */
jest.setTimeout(60_000);

export const companyId = '1f190bcb-9d23-51e9-8416-f56ca71fade1';
export const companyName = 'CRONUS International Ltd.';
export const tenantId = '7a1f0c5e-2d3b-4c6a-9e8d-5b4c3a2f1e0d';
export const zeroGuid = '00000000-0000-0000-0000-000000000000';

/** What a test looks at in a JSON answer. */
export interface Json {
  readonly [name: string]: unknown;
  readonly value: Json[];
  readonly error: { code: string; message: string };
  readonly responses: Json[];
}

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly json: Json;
}

type Headers = Readonly<Record<string, string>>;

export interface Site {
  readonly url: string;
  /** Paths up to the company: companion API and API v2.0. */
  readonly companion: string;
  readonly v2: string;
  send(method: string, target: string, body?: unknown, headers?: Headers): Promise<Reply>;
  get(target: string, headers?: Headers): Promise<Reply>;
  post(target: string, body: unknown, headers?: Headers): Promise<Reply>;
  patch(target: string, body: unknown, headers?: Headers): Promise<Reply>;
  remove(target: string, headers?: Headers): Promise<Reply>;
  control(method: string, path: string, body?: unknown): Promise<Json>;
  /** A row created, changed or deleted by a user of Business Central. */
  edit(table: string, edit: { key?: string; values?: object; remove?: boolean }): Promise<{ key: string; version: number }>;
  /** Starts over with the sample rows; the token that `headers` hold is a new one. */
  reset(): Promise<void>;
  close(): Promise<void>;
}

const environmentRoot = `/v2.0/${tenantId}/production/api`;

export async function startSite(): Promise<Site> {
  const { core, service } = createBusinessCentral();
  const server = await startServer(core, service, { host: '127.0.0.1', port: 0 });
  const authorization = `Bearer ${await tokenFrom(server.url)}`;
  return siteAt(server.url, { authorization, accept: 'application/json' }, () => server.close());
}

/** A token by the client-credentials request as it stands on the wire. */
export async function tokenFrom(url: string, scope = 'https%3A%2F%2Fapi.businesscentral.dynamics.com%2F.default'): Promise<string> {
  const secret = encodeURIComponent(integrationApplication.secrets[0]?.value ?? '');
  const body = `grant_type=client_credentials&client_id=${integrationApplication.clientId}&client_secret=${secret}&scope=${scope}`;
  const answer = await fetch(`${url}/${tenantId}/oauth2/v2.0/token`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    body,
  });
  return ((await answer.json()) as { access_token: string }).access_token;
}

function siteAt(url: string, authorized: Record<string, string>, close: () => Promise<void>): Site {
  const send = (method: string, target: string, body?: unknown, headers: Headers = {}) =>
    sendRaw(url, method, target, body, { ...authorized, ...headers });
  const control = async (method: string, path: string, body?: unknown) => (await sendRaw(url, method, `/_control${path}`, body, {})).json;
  return {
    url,
    companion: `${environmentRoot}/tandem/integration/v1.0/companies(${companyId})`,
    v2: `${environmentRoot}/v2.0/companies(${companyId})`,
    send,
    get: (target, headers) => send('GET', target, undefined, headers),
    post: (target, body, headers) => send('POST', target, body, headers),
    patch: (target, body, headers = { 'If-Match': '*' }) => send('PATCH', target, body, headers),
    remove: (target, headers) => send('DELETE', target, undefined, headers),
    control,
    edit: async (table, edit) =>
      ((await control('POST', '/edits', { edits: [{ table, ...edit }] })) as unknown as { written: [{ key: string; version: number }] })
        .written[0],
    reset: async () => {
      await control('POST', '/reset', {});
      authorized['authorization'] = `Bearer ${await tokenFrom(url)}`;
    },
    close,
  };
}

async function sendRaw(url: string, method: string, target: string, body: unknown, headers: Headers): Promise<Reply> {
  const text = body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body);
  const typed = text === undefined || 'Content-Type' in headers ? headers : { 'Content-Type': 'application/json', ...headers };
  const answer = await fetch(target.startsWith('http') ? target : url + target.replaceAll(' ', '%20'), {
    method,
    headers: typed,
    ...(text === undefined ? {} : { body: text }),
  });
  return replyOf(answer);
}

async function replyOf(answer: Response): Promise<Reply> {
  const text = await answer.text();
  const isJson = answer.headers.get('content-type')?.includes('json') && text !== '';
  return { status: answer.status, headers: Object.fromEntries(answer.headers), text, json: (isJson ? JSON.parse(text) : {}) as Json };
}

/** Status and code of a refusal, to compare both at once. */
export const refusal = ({ status, json }: Reply): [number, string | undefined] => [status, json.error?.code];

/** The first row that a filter finds. */
export async function find(site: Site, set: string, filter: string): Promise<Json> {
  const { json } = await site.get(`${set}?$filter=${filter}`);
  const [row] = json.value;
  if (!row) throw new Error(`No row of ${set} where ${filter}.`);
  return row;
}
