/** Measures rows read and written per second against a running Business Central simulator: `measure <url> [customers]`. */
import { Agent, request } from 'node:http';
import { integrationApplication } from '../access/demo-identities';
import { onlineResource } from '../business-central-service';

const url = process.argv[2] ?? 'http://127.0.0.1:4702';
const customers = Number(process.argv[3] ?? 100_000);
const agent = new Agent({ keepAlive: true, maxSockets: 4 });
const select =
  'id,number,displayName,addressLine1,city,postalCode,country,phoneNumber,email,salespersonCode,currencyCode,paymentTermsCode,blocked,systemRowVersion';

interface Answer {
  readonly status: number;
  readonly body: string;
}

function send(method: string, target: string, headers: Record<string, string> = {}, body = ''): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const outgoing = request(target, { method, agent, headers: { ...headers, 'Content-Length': Buffer.byteLength(body) } }, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('end', () => resolve({ status: incoming.statusCode ?? 0, body: Buffer.concat(chunks).toString('utf8') }));
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

const control = async (method: string, path: string, body: object = {}): Promise<Record<string, unknown>> =>
  JSON.parse((await send(method, `${url}/_control/${path}`, {}, JSON.stringify(body))).body) as Record<string, unknown>;

async function accessToken(): Promise<string> {
  const { id } = await control('GET', 'tenant');
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: integrationApplication.clientId,
    scope: `${onlineResource}/.default`,
  });
  form.set('client_secret', integrationApplication.secrets[0]?.value ?? '');
  const { body } = await send(
    'POST',
    `${url}/${String(id)}/oauth2/v2.0/token`,
    { 'Content-Type': 'application/x-www-form-urlencoded' },
    form.toString(),
  );
  return (JSON.parse(body) as { access_token: string }).access_token;
}

interface Site {
  readonly base: string;
  readonly company: string;
  readonly authorization: string;
}

async function findSite(): Promise<Site> {
  const authorization = `Bearer ${await accessToken()}`;
  const base = `${url}/v2.0/production/api/tandem/integration/v1.0`;
  const { body } = await send('GET', `${base}/companies`, { authorization });
  return { base, authorization, company: (JSON.parse(body) as { value: Array<{ id: string }> }).value[0]?.id ?? '' };
}

async function readAll({ base, company, authorization }: Site): Promise<number> {
  let rows = 0;
  let next: string | undefined =
    `${base}/companies(${company})/customers?$select=${select}&$filter=systemRowVersion%20gt%200&$orderby=systemRowVersion`;
  while (next !== undefined) {
    const { body } = await send('GET', next, { authorization, Prefer: 'odata.maxpagesize=5000' });
    rows += body.split('"@odata.etag"').length - 1;
    const link: string | undefined = /"@odata\.nextLink":"([^"]+)"/.exec(body.slice(-2000))?.[1];
    next = link;
  }
  return rows;
}

function batchOf(company: string, set: string, from: number): string {
  const requests = Array.from({ length: 100 }, (_unused, at) => ({
    id: String(at),
    method: 'POST',
    url: `companies(${company})/${set}`,
    headers: { 'Content-Type': 'application/json', Prefer: 'return-no-content' },
    body: {
      displayName: `Measured ${from + at}`,
      addressLine1: '1 Mill Road',
      city: 'Leeds',
      postalCode: 'LS1 1AA',
      country: 'GB',
      email: `m${from + at}@example.com`,
      phoneNumber: '+44 1632 960001',
      salespersonCode: 'JO',
      currencyCode: 'EUR',
    },
  }));
  return JSON.stringify({ requests });
}

async function writeAll(site: Site, set: string, batches: number, prepared: readonly string[]): Promise<number> {
  const lanes = Array.from({ length: 4 }, async (_unused, lane) => {
    for (let at = lane; at < batches; at += 4) {
      const { body } = await send(
        'POST',
        `${site.base}/$batch`,
        { authorization: site.authorization, 'Content-Type': 'application/json' },
        prepared[at],
      );
      if (/"status":[45]/.test(body)) throw new Error(body.slice(0, 500));
    }
  });
  await Promise.all(lanes);
  return batches * 100;
}

/** Rows per second of the clock, and per second of the simulator's own processor time. */
async function timed(name: string, work: () => Promise<number>): Promise<void> {
  await control('DELETE', 'counters');
  const start = process.hrtime.bigint();
  const rows = await work();
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  const { cpuShare } = (await control('GET', 'counters')) as { cpuShare: number };
  console.log(
    `${name}: ${rows} rows, ${Math.round(rows / seconds)} rows/s, ${Math.round(rows / seconds / cpuShare)} rows per second of one core (${Math.round(cpuShare * 100)} % busy)`,
  );
}

async function main(): Promise<void> {
  await control('POST', 'reset', { sample: true, generate: { customers, seed: 7 } });
  await control('PATCH', 'limits', { enabled: false });
  const site = await findSite();
  for (const round of [1, 2, 3]) await timed(`read ${round}`, () => readAll(site));
  for (const set of ['customers', 'contacts', 'salespeople'])
    for (const round of [1, 2]) {
      const prepared = Array.from({ length: 200 }, (_unused, at) => batchOf(site.company, set, (round * 200 + at) * 100));
      if (set === 'salespeople') continue;
      await timed(`write ${set} ${round}`, () => writeAll(site, set, prepared.length, prepared));
    }
  agent.destroy();
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
