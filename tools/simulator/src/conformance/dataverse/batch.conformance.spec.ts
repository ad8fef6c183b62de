import { DataverseSite, jsonOf, rowsOf, type WireAnswer } from './dataverse-site';
import { batchOf, changeSetOf, operation, statusesIn } from './multipart-body';

describe('Dataverse, section 5: $batch', () => {
  let site: DataverseSite;
  beforeAll(async () => void (site = await DataverseSite.start()));
  afterAll(() => site.stop());

  const root = '/api/data/v9.2';
  const batch = (body: string, headers: Record<string, string> = {}): Promise<WireAnswer> =>
    site.send('POST', '$batch', { body, headers: { 'Content-Type': 'multipart/mixed; boundary="batch_1"', ...headers } });
  const namesLike = async (prefix: string) =>
    rowsOf(await site.get(`accounts?$select=name&$filter=startswith(name,'${prefix}')&$orderby=name`)).map(({ name }) => name);
  const creation = (name: string, contentId?: number) => operation(`POST ${root}/accounts`, { body: `{"name":"${name}"}`, contentId });
  const invalid = (contentId?: number) => operation(`POST ${root}/accounts`, { body: '{"nonsense":1}', contentId });

  it('5 operations run in order and are answered in order, with absolute URIs and absolute paths', async () => {
    const answer = await batch(
      batchOf([
        creation('Batch A'),
        operation(`GET ${site.api}/accounts?$select=name&$filter=startswith(name,%27Batch%27)`, { headers: ['Accept: application/json'] }),
        operation(`GET ${root}/accounts(ec337f6a-e162-5452-b03b-333515564d16)?$select=name`),
      ]),
    );
    expect(answer.status).toBe(200);
    expect(answer.headers['content-type']).toMatch(/^multipart\/mixed; boundary=batchresponse_[0-9a-f-]{36}$/);
    expect(statusesIn(answer.text)).toEqual([204, 200, 200]);
    expect(answer.text).toMatch(/\r\nOData-EntityId: http.*accounts\([0-9a-f-]{36}\)\r\n/);
    expect(answer.text).toMatch(/\r\nLocation: http.*accounts\([0-9a-f-]{36}\)\r\n/);
    expect(answer.text).toContain('"name":"Batch A"');
  });

  it('5 the first failure stops: outer status is its status, later operations do not run, earlier ones stay', async () => {
    const answer = await batch(batchOf([creation('Stop 1'), invalid(), creation('Stop 2')]));
    expect(answer.status).toBe(400);
    expect(statusesIn(answer.text)).toEqual([204, 400]);
    expect(await namesLike('Stop')).toEqual(['Stop 1']);
  });

  it('5 with continue-on-error the outer status is 200 and every part has its own', async () => {
    const answer = await batch(batchOf([creation('Go 1'), invalid(), creation('Go 2')]), { Prefer: 'odata.continue-on-error' });
    expect([answer.status, statusesIn(answer.text)]).toEqual([200, [204, 400, 204]]);
    expect(await namesLike('Go')).toEqual(['Go 1', 'Go 2']);
  });

  it('5 a change set answers a nested multipart with the Content-IDs', async () => {
    const answer = await batch(batchOf([changeSetOf([creation('Set 1', 1), creation('Set 2', 2)])]));
    expect(answer.status).toBe(200);
    expect(answer.text).toMatch(/Content-Type: multipart\/mixed; boundary=changesetresponse_[0-9a-f-]{36}/);
    expect(answer.text).toMatch(/Content-ID: 1\r\n[\s\S]*Content-ID: 2\r\n/);
    expect(await namesLike('Set')).toEqual(['Set 1', 'Set 2']);
  });

  it('5 a change set is atomic: one failure undoes all and gives a single error part', async () => {
    const { length: before } = (await site.control('GET', 'history')) as { length: number };
    const answer = await batch(batchOf([changeSetOf([creation('Undone 1', 1), invalid(2)])]));
    expect([answer.status, statusesIn(answer.text)]).toEqual([400, [400]]);
    expect(answer.text).not.toContain('changesetresponse');
    expect(await namesLike('Undone')).toEqual([]);
    expect((await site.control('GET', 'history')).length).toBe(before);
  });

  it('5 $n refers to an earlier member, in a body and in a URL', async () => {
    const answer = await batch(
      batchOf([
        changeSetOf([
          creation('Referred', 1),
          operation(`POST ${root}/contacts`, { body: '{"lastname":"Ref","parentcustomerid_account@odata.bind":"$1"}', contentId: 2 }),
          operation('PATCH $1', { body: '{"fax":"77"}', contentId: 3 }),
          operation('PUT $1/primarycontactid/$ref', { body: '{"@odata.id":"$2"}', contentId: 4 }),
        ]),
      ]),
    );
    expect([answer.status, statusesIn(answer.text)]).toEqual([200, [204, 204, 204, 204]]);
    const [row] = rowsOf(await site.get("accounts?$select=fax&$expand=primarycontactid($select=lastname)&$filter=name%20eq%20'Referred'"));
    expect(row).toMatchObject({ fax: '77', primarycontactid: { lastname: 'Ref' } });
  });

  it('5 a reference before its declaration is refused', async () => {
    const answer = await batch(batchOf([changeSetOf([operation('PATCH $1', { body: '{"fax":"1"}', contentId: 2 })])]));
    expect(answer.status).toBe(400);
    expect(answer.text).toContain("Content-ID Reference: '$1' does not exist in the batch context.");
  });

  it('5 GET inside a change set is refused', async () => {
    const answer = await batch(batchOf([changeSetOf([operation(`GET ${root}/accounts`, { contentId: 1 })])]));
    expect(answer.status).toBe(400);
  });

  it('5 bare line feeds are refused with "Stream was not readable", two extra ones rescue the body', async () => {
    const crlf = batchOf([creation('Line feeds')]);
    const refused = await batch(crlf.replaceAll('\r\n', '\n'));
    expect([refused.status, jsonOf(refused)]).toMatchObject([
      400,
      { error: { code: '0x80048d19', message: expect.stringContaining('Stream was not readable.') } },
    ]);
    expect((await batch(`${crlf.replaceAll('\r\n', '\n')}\n\n`)).status).toBe(200);
    expect((await batch(crlf.slice(0, -2))).status).toBe(400);
  });

  it('5 a GET part needs the blank line after its headers', async () => {
    const body = `--batch_1\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\nGET ${root}/accounts HTTP/1.1\r\n--batch_1--\r\n`;
    expect((await batch(body)).status).toBe(400);
  });

  it('5 at most 1,000 requests, and no batch inside', async () => {
    const many = (count: number) => batchOf(Array.from({ length: count }, () => operation(`GET ${root}/WhoAmI`)));
    expect(statusesIn((await batch(many(1000))).text)).toHaveLength(1000);
    expect((await batch(many(1001))).status).toBe(400);
    expect((await batch(batchOf([operation(`POST ${root}/$batch`, { body: '{}' })]))).status).toBe(400);
  });

  it('5 throttling of a batch is an outer 429, and a batch counts as one request', async () => {
    await site.control('PATCH', 'limits', { requests: 2 });
    await site.control('DELETE', 'limits/used');
    const body = batchOf([operation(`GET ${root}/WhoAmI`), operation(`GET ${root}/WhoAmI`)]);
    expect([(await batch(body)).status, (await batch(body)).status, (await batch(body)).status]).toEqual([200, 200, 429]);
  });
});
