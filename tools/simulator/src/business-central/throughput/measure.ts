/** Measures rows read and written per second against a running simulator of Business Central: `measure <url> [customers]`. */
import { Site, SimulatorClient } from './simulator-client';

const url = process.argv[2] ?? 'http://127.0.0.1:4702';
const customers = Number(process.argv[3] ?? 100_000);
const lanes = 4;
const batches = 200;
const select =
  'id,number,displayName,addressLine1,city,postalCode,country,phoneNumber,email,salespersonCode,currencyCode,paymentTermsCode,blocked,systemRowVersion';

const client = new SimulatorClient(url);

async function readAll({ root, company, authorization }: Site): Promise<string[]> {
  const ids: string[] = [];
  let next: string | undefined =
    `${root}/companies(${company})/customers?$select=${select}&$filter=systemRowVersion%20gt%200&$orderby=systemRowVersion`;
  while (next !== undefined) {
    const body = await client.send('GET', next, { authorization, Prefer: 'odata.maxpagesize=5000' });
    for (const [, id] of body.matchAll(/"id":"([^"]+)"/g)) ids.push(id as string);
    const link: string | undefined = /"@odata\.nextLink":"([^"]+)"/.exec(body.slice(-2000))?.[1];
    next = link;
  }
  return ids;
}

type Operation = (at: number) => { method: string; url: string; headers: Record<string, string>; body: object };

const creation =
  (company: string, set: string): Operation =>
  (at) => ({
    method: 'POST',
    url: `companies(${company})/${set}`,
    headers: { 'Content-Type': 'application/json' },
    body: {
      displayName: `Measured ${at}`,
      addressLine1: '1 Mill Road',
      city: 'Leeds',
      postalCode: 'LS1 1AA',
      country: 'GB',
      email: `m${at}@example.com`,
      phoneNumber: '+44 1632 960001',
      salespersonCode: 'JO',
      currencyCode: 'EUR',
    },
  });

const change =
  (company: string, ids: readonly string[]): Operation =>
  (at) => ({
    method: 'PATCH',
    url: `companies(${company})/customers(${ids[at % ids.length]})`,
    headers: { 'Content-Type': 'application/json', 'If-Match': '*' },
    body: { phoneNumber: `+44 1632 96${at % 1000}`, city: 'York', creditLimit: at },
  });

/** Bodies are made before the clock starts. */
function prepare(operation: Operation): string[] {
  return Array.from({ length: batches }, (_unused, batch) => {
    const requests = Array.from({ length: 100 }, (_none, at) => ({ id: String(at), ...operation(batch * 100 + at) }));
    return JSON.stringify({ requests });
  });
}

async function writeAll({ root, authorization }: Site, bodies: readonly string[]): Promise<number> {
  const lane = async (first: number): Promise<void> => {
    for (let at = first; at < bodies.length; at += lanes) {
      const answer = await client.send('POST', `${root}/$batch`, { authorization, 'Content-Type': 'application/json' }, bodies[at]);
      if (/"status":[45]/.test(answer)) throw new Error(answer.slice(0, 500));
    }
  };
  await Promise.all(Array.from({ length: lanes }, (_unused, first) => lane(first)));
  return bodies.length * 100;
}

/** Rows per second of the clock, and per second of the simulator's own processor time. */
async function timed(name: string, work: () => Promise<number>): Promise<void> {
  await client.control('DELETE', 'counters');
  const start = process.hrtime.bigint();
  const rows = await work();
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  const { cpuShare } = (await client.control('GET', 'counters')) as { cpuShare: number };
  const perCore = Math.round(rows / seconds / cpuShare);
  process.stdout.write(
    `${name}: ${rows} rows, ${Math.round(rows / seconds)} rows/s, ${perCore} per second of one core (${Math.round(cpuShare * 100)} % busy)\n`,
  );
}

async function main(): Promise<void> {
  await client.control('POST', 'reset', { sample: true, generate: { customers, seed: 7 } });
  await client.control('PATCH', 'limits', { enabled: false });
  const site = await client.findSite();
  const ids = await readAll(site);
  for (const round of [1, 2, 3]) await timed(`read customers ${round}`, async () => (await readAll(site)).length);
  for (const round of [1, 2]) {
    for (const set of ['customers', 'contacts']) {
      const bodies = prepare(creation(site.company, set));
      await timed(`create ${set} ${round}`, () => writeAll(site, bodies));
    }
    const bodies = prepare(change(site.company, ids));
    await timed(`change customers ${round}`, () => writeAll(site, bodies));
  }
  client.close();
}

main().catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`);
  process.exitCode = 1;
});
