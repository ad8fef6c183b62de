import { randomUUID } from 'node:crypto';
import type { WireClient } from './wire-client';

/** The requests that throughput is measured with: pages with `$select`, and writes in batches of 100 rows of twelve columns. */

const root = '/api/data/v9.2';
const select = [
  ...['accountid', 'name', 'accountnumber', 'address1_line1', 'address1_city', 'address1_postalcode', 'address1_country', 'telephone1'],
  ...[
    'emailaddress1',
    'websiteurl',
    'creditlimit',
    '_transactioncurrencyid_value',
    '_ownerid_value',
    'customertypecode',
    'statecode',
    'modifiedon',
  ],
].join(',');
const json = { 'Content-Type': 'application/json' };

/** Reads every account; answers how many rows came. */
export async function readAll(client: WireClient, pageSize: number): Promise<number> {
  let rows = 0;
  for (let path: string | undefined = `${root}/accounts?$select=${select}`; path !== undefined;) {
    const { body } = await client.send('GET', path, { headers: { Prefer: `odata.maxpagesize=${pageSize}` } });
    rows += body.split('"@odata.etag"').length - 1;
    path = /"@odata\.nextLink":"([^"]+)"/.exec(body)?.[1];
  }
  return rows;
}

function account(index: number): Record<string, unknown> {
  return {
    accountid: randomUUID(),
    name: `North Furniture ${index} Ltd.`,
    accountnumber: `T${index}`,
    address1_line1: `${index} Station Road`,
    address1_city: 'London',
    address1_postalcode: 'W1A 1AA',
    address1_country: 'GB',
    telephone1: `+44 ${20_000_000 + index}`,
    emailaddress1: `office@t${index}.example.com`,
    websiteurl: `https://www.t${index}.example.com`,
    creditlimit: index % 50,
    customertypecode: 3,
  };
}

/** Bodies made beforehand, so that the client's work is not measured. */
export function createMultipleBodies(batches: number, size: number): string[] {
  return Array.from({ length: batches }, (_, batch) => {
    const targets = Array.from({ length: size }, (_row, at) => ({
      '@odata.type': 'Microsoft.Dynamics.CRM.account',
      ...account(batch * size + at),
    }));
    return JSON.stringify({ Targets: targets });
  });
}

export async function sendCreateMultiple(client: WireClient, bodies: readonly string[]): Promise<void> {
  await inParallel(bodies, (body) =>
    client.send('POST', `${root}/accounts/Microsoft.Dynamics.CRM.CreateMultiple`, { body, headers: json }),
  );
}

export function batchBodies(batches: number, size: number): string[] {
  return Array.from({ length: batches }, (_, batch) => {
    const parts = Array.from({ length: size }, (_row, at) => {
      const body = JSON.stringify(account(1_000_000 + batch * size + at));
      return `--batch_t\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\nPOST ${root}/accounts HTTP/1.1\r\nContent-Type: application/json\r\n\r\n${body}\r\n`;
    });
    return `${parts.join('')}--batch_t--\r\n`;
  });
}

export async function sendBatches(client: WireClient, bodies: readonly string[]): Promise<void> {
  await inParallel(bodies, (body) =>
    client.send('POST', `${root}/$batch`, { body, headers: { 'Content-Type': 'multipart/mixed; boundary=batch_t' } }),
  );
}

/** Four at a time. */
async function inParallel(bodies: readonly string[], send: (body: string) => Promise<unknown>): Promise<void> {
  let next = 0;
  const lane = async () => {
    while (next < bodies.length) await send(bodies[next++] as string);
  };
  await Promise.all([lane(), lane(), lane(), lane()]);
}
