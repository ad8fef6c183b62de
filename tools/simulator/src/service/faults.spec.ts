import { DataverseSite, jsonOf, rowsOf } from '../conformance/dataverse/dataverse-site';

describe('faults', () => {
  let site: DataverseSite;
  beforeEach(async () => void (site = await DataverseSite.start()));
  afterEach(() => site.stop());

  const fault = (action: object, rule: object = {}) =>
    site.control('PUT', 'faults/one', { match: { operation: 'POST accounts' }, action, ...rule });
  const post = (name: string) => site.send('POST', 'accounts', { body: `{"name":"${name}"}` });
  const count = async () => ((await site.control('GET', 'history?table=account')) as { length: number }).length;

  it('an answer instead of the work, for so many times, after so many requests', async () => {
    await fault({ kind: 'answer', status: 503, body: 'busy', headers: { 'Retry-After': '4' } }, { times: 1, skip: 1 });
    const answers = [await post('A'), await post('B'), await post('C')];
    expect(answers.map(({ status }) => status)).toEqual([204, 503, 204]);
    expect(answers[1]).toMatchObject({ text: 'busy', headers: { 'retry-after': '4' } });
    expect(await count()).toBe(2);
  });

  it('a connection that is dropped before the work leaves nothing', async () => {
    await fault({ kind: 'drop-before' }, { times: 1 });
    await expect(post('A')).rejects.toThrow();
    expect(await count()).toBe(0);
  });

  it('a connection that is dropped after the commit leaves the row', async () => {
    await fault({ kind: 'drop-after-commit' }, { times: 1 });
    await expect(post('A')).rejects.toThrow();
    expect(await count()).toBe(1);
  });

  it('a truncated body breaks off', async () => {
    await site.control('PUT', 'faults/one', { match: { path: 'accounts' }, action: { kind: 'truncate', bytes: 40 } });
    await expect(site.get('accounts?$select=name')).rejects.toThrow();
  });

  it('an expired token and a sign-in page', async () => {
    await site.control('PUT', 'faults/one', { match: { method: 'GET' }, action: { kind: 'unauthorized' }, times: 1 });
    expect((await site.get('accounts')).status).toBe(401);
    await site.control('PUT', 'faults/one', { match: { method: 'GET' }, action: { kind: 'html-page' }, times: 1 });
    expect(await site.get('accounts')).toMatchObject({ status: 200, headers: { 'content-type': expect.stringContaining('text/html') } });
    expect((await site.get('accounts')).status).toBe(200);
  });

  it('a slow answer takes its time', async () => {
    await fault({ kind: 'slow', milliseconds: 150 });
    const start = performance.now();
    await post('A');
    expect(performance.now() - start).toBeGreaterThan(140);
  });

  it('users edit between two pages', async () => {
    const edits = [
      {
        table: 'account',
        values: { accountid: null, name: 'Inserted' },
        key: '00000000-0000-4000-8000-000000000001',
        writer: 'Kenny Smith',
      },
    ];
    await site.control('PUT', 'faults/one', {
      match: { operation: 'GET accounts' },
      action: { kind: 'edit', when: 'after', edits },
      times: 1,
    });
    const headers = { Prefer: 'odata.maxpagesize=10' };
    const first = await site.get('accounts?$select=name', headers);
    const second = await site.get(String(jsonOf(first)['@odata.nextLink']), headers);
    expect([...rowsOf(first), ...rowsOf(second)].map(({ name }) => name)).not.toContain('Inserted');
    expect(rowsOf(await site.get('accounts?$select=name'))[0]?.name).toBe('Inserted');
    const { entries } = (await site.control('GET', 'history?table=account')) as { entries: Array<{ writer: string; operation: string }> };
    expect(entries).toMatchObject([{ writer: 'Kenny Smith', operation: 'create' }]);
  });

  it('the list tells how often each rule was met and struck', async () => {
    await fault({ kind: 'answer', status: 500 }, { times: 1 });
    await post('A');
    await post('B');
    const { faults } = (await site.control('GET', 'faults')) as { faults: unknown[] };
    expect(faults).toMatchObject([{ id: 'one', matched: 2, struck: 1 }]);
  });
});
