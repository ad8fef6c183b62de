import { administratorApplication } from '../../dataverse/sample/identities';
import { DataverseSite, errorOf, jsonOf, rowsOf } from './dataverse-site';

describe('Dataverse, section 7: service protection', () => {
  let site: DataverseSite;
  beforeEach(async () => {
    site = await DataverseSite.start();
    await site.control('PUT', 'clock', { frozen: true });
  });
  afterEach(() => site.stop());

  it('7 one request above the number of the window is 429 0x80072322 with whole seconds to wait', async () => {
    await site.control('PATCH', 'limits', { requests: 3 });
    for (let count = 0; count < 3; count += 1) expect((await site.get('WhoAmI')).status).toBe(200);
    const answer = await site.get('WhoAmI');
    expect(errorOf(answer)).toEqual({
      status: 429,
      code: '0x80072322',
      message: 'Number of requests exceeded the limit of 6000 over time window of 300 seconds.',
    });
    expect(answer.headers['retry-after']).toBe('300');
  });

  it('7 the window slides: after Retry-After the request is let in', async () => {
    await site.control('PATCH', 'limits', { requests: 1, windowSeconds: 10 });
    await site.get('WhoAmI');
    expect((await site.get('WhoAmI')).status).toBe(429);
    await site.control('PUT', 'clock', { advanceMilliseconds: 10_001 });
    expect((await site.get('WhoAmI')).status).toBe(200);
  });

  it('7 Retry-After grows when the client keeps hammering', async () => {
    await site.control('PATCH', 'limits', { requests: 1, windowSeconds: 10, hammerSeconds: 2 });
    await site.get('WhoAmI');
    const waits: number[] = [];
    for (let count = 0; count < 4; count += 1) waits.push(Number((await site.get('WhoAmI')).headers['retry-after']));
    expect(waits).toEqual([10, 12, 14, 16]);
  });

  it('7 combined execution time is 0x80072321', async () => {
    await site.control('PATCH', 'limits', { executionSeconds: 0.000_001 });
    await site.get('accounts');
    expect(errorOf(await site.get('accounts'))).toMatchObject({ status: 429, code: '0x80072321' });
  });

  it('7 concurrency is refused at once with 0x80072326', async () => {
    await site.control('PATCH', 'limits', { concurrency: 2 });
    await site.control('PATCH', 'latency', { fixed: 200 });
    const answers = await Promise.all([site.get('WhoAmI'), site.get('WhoAmI'), site.get('WhoAmI')]);
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused).toHaveLength(1);
    expect(refused.map(errorOf)).toMatchObject([{ code: '0x80072326' }]);
  });

  it('7 limits count per user', async () => {
    await site.signIn(administratorApplication);
    await site.control('PATCH', 'limits', { requests: 1 });
    await site.get('WhoAmI');
    expect((await site.get('WhoAmI')).status).toBe(429);
    expect((await site.get('WhoAmI', site.bearer(administratorApplication))).status).toBe(200);
  });
});

describe('Dataverse, section 8: bulk operations', () => {
  let site: DataverseSite;
  beforeAll(async () => void (site = await DataverseSite.start()));
  afterAll(() => site.stop());

  const call = (name: string, body: string, set = 'accounts') => site.send('POST', `${set}/Microsoft.Dynamics.CRM.${name}`, { body });
  const target = (body: string) => `{"@odata.type":"Microsoft.Dynamics.CRM.account",${body}}`;
  const countLike = async (prefix: string) => rowsOf(await site.get(`accounts?$select=name&$filter=startswith(name,'${prefix}')`)).length;

  it('8 CreateMultiple answers the ids', async () => {
    const answer = await call('CreateMultiple', `{"Targets":[${target('"name":"Bulk 1"')},${target('"name":"Bulk 2"')}]}`);
    expect(answer.status).toBe(200);
    expect(jsonOf(answer)).toEqual({
      '@odata.context': `${site.api}/$metadata#Microsoft.Dynamics.CRM.CreateMultipleResponse`,
      Ids: [expect.any(String), expect.any(String)],
    });
    expect(await countLike('Bulk')).toBe(2);
  });

  it('8 one bad row undoes all', async () => {
    const answer = await call('CreateMultiple', `{"Targets":[${target('"name":"None 1"')},${target(`"name":"None ${'x'.repeat(200)}"`)}]}`);
    expect(errorOf(answer)).toMatchObject({ status: 400, code: '0x80044331' });
    expect(await countLike('None')).toBe(0);
  });

  it('8 one poison row can be named from outside', async () => {
    await site.control('PUT', 'faults/poison', {
      action: { kind: 'reject-record', table: 'account', column: 'name', value: 'Poison', code: '0x80040265', message: 'refused' },
    });
    expect(errorOf(await call('CreateMultiple', `{"Targets":[${target('"name":"Fine 1"')},${target('"name":"Poison"')}]}`))).toEqual({
      status: 400,
      code: '0x80040265',
      message: 'refused',
    });
    await site.control('DELETE', 'faults/poison');
    expect(await countLike('Fine')).toBe(0);
  });

  it('8 @odata.type is mandatory on each item and must fit', async () => {
    expect(errorOf(await call('CreateMultiple', '{"Targets":[{"name":"X"}]}'))).toMatchObject({ status: 400, code: '0x80048d19' });
    expect((await call('CreateMultiple', '{"Targets":[{"@odata.type":"Microsoft.Dynamics.CRM.contact","name":"X"}]}')).status).toBe(400);
    expect((await call('CreateMultiple', '{"Targets":[]}')).status).toBe(400);
  });

  it('8 UpdateMultiple names each row by its primary key and answers 204', async () => {
    const id = await site.create('accounts', '{"name":"Before"}');
    expect((await call('UpdateMultiple', `{"Targets":[${target(`"accountid":"${id}","name":"After"`)}]}`)).status).toBe(204);
    expect(jsonOf(await site.get(`accounts(${id})?$select=name`)).name).toBe('After');
  });

  it('8 UpsertMultiple works by alternate key and by id, and answers 204 without a body', async () => {
    await site.control('PUT', 'keys/account/tandem_number', { columns: ['accountnumber'] });
    const body = `{"Targets":[${target('"@odata.id":"accounts(accountnumber=\'ABSS4G45\')","fax":"9"')},${target('"accountid":"33330000-0000-4000-8000-000000000001","name":"Upserted"')}]}`;
    const answer = await call('UpsertMultiple', body);
    expect([answer.status, answer.text]).toEqual([204, '']);
    expect(jsonOf(await site.get("accounts(accountnumber='ABSS4G45')?$select=fax")).fax).toBe('9');
    expect((await site.get('accounts(33330000-0000-4000-8000-000000000001)')).status).toBe(200);
  });

  it('8 DeleteMultiple is for elastic tables only', async () => {
    expect(errorOf(await call('DeleteMultiple', '{"Targets":[]}')).message).toBe('DeleteMultiple has not yet been implemented.');
  });

  it('8 sdkmessagefilters tell which tables have a bulk message; without it the call is refused', async () => {
    const query = (table: string) =>
      `sdkmessagefilters?$select=sdkmessagefilterid&$filter=sdkmessageid/name%20eq%20@m%20and%20primaryobjecttypecode%20eq%20@t&@m='CreateMultiple'&@t='${table}'`;
    expect(rowsOf(await site.get(query('account')))).toHaveLength(1);
    expect(rowsOf(await site.get(query('uom')))).toHaveLength(0);
    expect((await call('CreateMultiple', '{"Targets":[{"@odata.type":"Microsoft.Dynamics.CRM.uom","name":"X"}]}', 'uoms')).status).toBe(
      400,
    );
  });
});
