import { Json, Site, companyId, find, startSite } from './business-central.fixture';

const root = '/v2.0/production/api/v2.0';

describe('Business Central wire, section 4: $batch', () => {
  let site: Site;

  beforeAll(async () => {
    site = await startSite();
  });
  afterAll(() => site.close());

  const batch = async (requests: object[], headers: Record<string, string> = {}) => site.post(`${root}/$batch`, { requests }, headers);
  const post = (code: string, more: object = {}) => ({
    method: 'POST',
    url: `companies(${companyId})/shipmentMethods`,
    headers: { 'Content-Type': 'application/json' },
    body: { code, displayName: code },
    ...more,
  });
  const codes = async (prefix: string) =>
    (await site.get(`${site.v2}/shipmentMethods?$filter=startswith(code,'${prefix}')`)).json.value.map((row) => row['code']);
  const statuses = (responses: Json[]) => responses.map((response) => response['status']);

  it('4 a JSON batch answers each operation with status, headers and body, by id', async () => {
    const item = await find(site, `${site.v2}/items`, "number eq '1896-S'");
    const url = `companies(${companyId})/items(${String(item['id'])})`;
    const { status, json } = await batch([
      {
        id: '1',
        method: 'PATCH',
        url,
        headers: { 'Content-Type': 'application/json', 'If-Match': '*' },
        body: { displayName: 'ATHENS Desk' },
      },
      { id: '2', dependsOn: ['1'], method: 'GET', url, headers: {} },
    ]);
    expect(status).toBe(200);
    expect(json.responses.map(({ id, status: each, body }) => [id, each, (body as Json)['displayName']])).toEqual([
      ['1', 200, 'ATHENS Desk'],
      ['2', 200, 'ATHENS Desk'],
    ]);
    expect(json.responses[0]?.['headers']).toMatchObject({
      'content-type': 'application/json; odata.metadata=minimal',
      'odata-version': '4.0',
    });
  });

  it('4 without ids the responses carry "id":null', async () => {
    const { json } = await batch([post('N1')]);
    expect(json.responses[0]?.['id']).toBeNull();
  });

  it('4 100 operations are the most', async () => {
    const many = (count: number) =>
      Array.from({ length: count }, () => ({ method: 'GET', url: `companies(${companyId})/currencies?$top=1` }));
    expect((await batch(many(100))).json.responses).toHaveLength(100);
    expect((await batch(many(101))).status).toBe(400);
  });

  it('4 each operation commits alone, and the others go on after a failure', async () => {
    const { json } = await batch([post('S1'), post('S1'), post('S2')]);
    expect(statuses(json.responses)).toEqual([201, 409, 201]);
    expect(await codes('S')).toEqual(['S1', 'S2']);
  });

  it('4 odata.continue-on-error=false ends the batch at the first failure', async () => {
    const { json } = await batch([post('T1'), post('T1'), post('T2')], { Prefer: 'odata.continue-on-error=false' });
    expect(statuses(json.responses)).toEqual([201, 409]);
    expect(await codes('T')).toEqual(['T1']);
  });

  it('4 Isolation: snapshot makes it one transaction: any failure reverts all', async () => {
    const { json } = await batch([post('U1', { id: 'a' }), post('U1', { id: 'b' }), post('U2', { id: 'c' })], { Isolation: 'snapshot' });
    expect(statuses(json.responses)[1]).toBe(409);
    expect(await codes('U')).toEqual([]);
    expect((await batch([post('U1'), post('U2')], { Isolation: 'snapshot' })).status).toBe(200);
    expect(await codes('U')).toEqual(['U1', 'U2']);
  });

  it('4 posting commits in between: a later failure of the same snapshot does not revert it', async () => {
    const order = await find(site, `${site.v2}/salesOrders`, "customerNumber eq '10000'");
    const { json } = await batch(
      [{ method: 'POST', url: `companies(${companyId})/salesOrders(${String(order['id'])})/Microsoft.NAV.shipAndInvoice` }, post('')],
      { Isolation: 'snapshot' },
    );
    expect(statuses(json.responses)[1]).toBe(400);
    expect((await site.get(`${site.v2}/salesOrders(${String(order['id'])})`)).status).toBe(404);
  });

  it('4 another Isolation is refused', async () => {
    expect((await batch([post('V1')], { Isolation: 'serializable' })).status).toBe(400);
  });

  it('4 an inner refusal has its own status and error: an invalid option is Unknown', async () => {
    const { json } = await batch([
      {
        id: '1',
        method: 'POST',
        url: `companies(${companyId})/items`,
        headers: { 'Content-Type': 'application/json' },
        body: { displayName: 'X', type: 'Invalid Type' },
      },
    ]);
    const [response] = json.responses as unknown as [{ status: number; body: Json }];
    expect([response.status, response.body.error.code]).toEqual([400, 'Unknown']);
    expect(response.body.error.message).toMatch(
      /^'Invalid Type' is not an option\. The existing options are: Inventory,Service,Non-Inventory {2}CorrelationId/,
    );
  });

  it.each([
    { requests: [null] },
    { requests: ['GET'] },
    { requests: [{ method: 'GET' }] },
    { requests: [{ url: 'x' }] },
    { requests: {} },
    {},
  ])('4 a malformed batch is refused as a whole: %j', async (body) => {
    expect((await site.post(`${root}/$batch`, body)).status).toBe(400);
  });

  it('4 an operation whose prerequisite failed is not carried out', async () => {
    const { json } = await batch([post('', { id: 'a' }), post('W1', { id: 'b', dependsOn: ['a'] })]);
    expect(statuses(json.responses)).toEqual([400, 424]);
    expect(await codes('W')).toEqual([]);
  });

  it('4 a multipart batch answers part by part; a change set succeeds or fails as one', async () => {
    const part = (code: string, id: number) =>
      `--cs\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\nContent-ID: ${id}\r\n\r\n` +
      `POST companies(${companyId})/shipmentMethods HTTP/1.1\r\nContent-Type: application/json\r\n\r\n{"code":"${code}"}\r\n`;
    const changes = (first: string, second: string) =>
      `--b\r\nContent-Type: multipart/mixed; boundary=cs\r\n\r\n${part(first, 1)}${part(second, 2)}--cs--\r\n` +
      `--b\r\nContent-Type: application/http\r\n\r\nGET companies(${companyId})/currencies?$top=1 HTTP/1.1\r\n\r\n\r\n--b--\r\n`;
    const send = (body: string) => site.send('POST', `${root}/$batch`, body, { 'Content-Type': 'multipart/mixed; boundary=b' });
    const good = await send(changes('X1', 'X2'));
    expect(good.headers['content-type']).toMatch(/^multipart\/mixed; boundary=/);
    expect(good.text.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 201', 'HTTP/1.1 201', 'HTTP/1.1 200']);
    const bad = await send(changes('X3', 'X1'));
    expect(bad.text.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 409', 'HTTP/1.1 200']);
    expect(await codes('X')).toEqual(['X1', 'X2']);
  });
});
