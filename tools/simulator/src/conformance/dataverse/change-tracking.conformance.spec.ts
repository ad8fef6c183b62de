import * as identities from '../../dataverse/sample/identities';
import { DataverseSite, errorOf, jsonOf, rowsOf, type WireAnswer } from './dataverse-site';

describe('Dataverse, section 6: change tracking', () => {
  let site: DataverseSite;
  beforeEach(async () => void (site = await DataverseSite.start()));
  afterEach(() => site.stop());

  const track = { Prefer: 'odata.track-changes' };
  const deltaLink = (answer: WireAnswer) => String(jsonOf(answer)['@odata.deltaLink']);
  const baseline = async (path = 'accounts?$select=name,telephone1') => deltaLink(await site.get(path, track));

  it('6 the first read is tracked, shows the rows and ends in a delta link', async () => {
    const answer = await site.get('accounts?$select=name,telephone1', track);
    expect(answer.headers['preference-applied']).toBe('odata.track-changes');
    expect(rowsOf(answer)).toHaveLength(20);
    expect(deltaLink(answer)).toMatch(/\/accounts\?\$select=name,telephone1&\$deltatoken=\d+%21\d\d%2f\d\d%2f\d{4}%20\d\d%3a\d\d%3a\d\d$/);
  });

  it('6 a delta shows changed rows by version, then deletions, and always a new link', async () => {
    const link = await baseline();
    const [first, second] = [await site.create('accounts', '{"name":"New"}'), await site.create('accounts', '{"name":"Short-lived"}')];
    await site.send('DELETE', `accounts(${second})`);
    await site.send('PATCH', 'accounts(ec337f6a-e162-5452-b03b-333515564d16)', { body: '{"telephone1":"1"}' });
    const delta = await site.get(link);
    expect(jsonOf(delta)['@odata.context']).toBe(`${site.api}/$metadata#accounts(name,telephone1)/$delta`);
    expect(rowsOf(delta)).toEqual([
      { '@odata.etag': expect.any(String), accountid: first, name: 'New', telephone1: null },
      {
        '@odata.etag': expect.any(String),
        accountid: 'ec337f6a-e162-5452-b03b-333515564d16',
        name: 'Fourth Coffee (sample)',
        telephone1: '1',
      },
      { '@odata.context': `${site.api}/$metadata#accounts/$deletedEntity`, id: second, reason: 'deleted' },
    ]);
    const empty = await site.get(deltaLink(delta));
    expect(rowsOf(empty)).toEqual([]);
    expect(deltaLink(empty)).toContain('$deltatoken=');
  });

  it('6 rows deleted before the first read are not in it', async () => {
    const id = await site.create('accounts', '{"name":"Gone"}');
    await site.send('DELETE', `accounts(${id})`);
    expect((await site.get('accounts?$select=name', track)).text).not.toContain(id);
  });

  it('6 a delta is paged, and the delta link comes on the last page', async () => {
    const link = await baseline();
    const ids: string[] = [];
    for (let index = 0; index < 5; index += 1) ids.push(await site.create('accounts', `{"name":"N${index}"}`));
    for (const id of ids.slice(0, 2)) await site.send('DELETE', `accounts(${id})`);
    const seen: unknown[] = [];
    let last: WireAnswer | undefined;
    for (let url: unknown = link; typeof url === 'string'; url = jsonOf(last)['@odata.nextLink']) {
      last = await site.get(url, { Prefer: 'odata.maxpagesize=2' });
      seen.push(...rowsOf(last).map((row) => row.accountid ?? row.id));
    }
    expect(seen).toEqual([...ids.slice(2), ...ids.slice(0, 2)]);
    expect(deltaLink(last as WireAnswer)).toContain('$deltatoken=');
  });

  it.each(['first-page', 'last-page'])('6 the token of a baseline of several pages dates from the %s', async (deltaTokenFrom) => {
    await site.control('PATCH', 'switches', { deltaTokenFrom });
    const headers = { Prefer: 'odata.track-changes,odata.maxpagesize=15' };
    const first = await site.get('accounts?$select=name', headers);
    await site.send('PATCH', 'accounts(ec337f6a-e162-5452-b03b-333515564d16)', { body: '{"name":"Between"}' });
    const second = await site.get(String(jsonOf(first)['@odata.nextLink']), headers);
    expect(rowsOf(await site.get(deltaLink(second))).length).toBe(deltaTokenFrom === 'first-page' ? 1 : 0);
  });

  it('6 $count with a token counts the changes', async () => {
    const link = await baseline();
    await site.create('accounts', '{"name":"A"}');
    expect((await site.get(link.replace('/accounts?', '/accounts/$count?'))).text).toBe('1');
  });

  it.each(['filter=statecode%20eq%200', 'orderby=name', 'expand=primarycontactid', 'top=1'])('6 $%s is refused', async (option) => {
    const answer = errorOf(await site.get(`accounts?$select=name&$${option}`, track));
    expect(answer).toMatchObject({
      status: 400,
      message: `The "$${option.split('=')[0]}" query parameter isn't supported when Change Tracking is enabled.`,
    });
  });

  it('6 a token expires after the days that the organization keeps', async () => {
    const link = await baseline();
    await site.control('PUT', 'clock', { advanceMilliseconds: 7 * 86_400_000 - 60_000 });
    await site.signIn(identities.integrationApplication);
    expect((await site.get(link)).status).toBe(200);
    await site.control('PUT', 'clock', { advanceMilliseconds: 120_000 });
    expect(errorOf(await site.get(link))).toEqual({
      status: 400,
      code: '0x80044352',
      message: 'Version stamp associated with the client has expired. Please perform a full sync.',
    });
  });

  it('6 a schema change of the table ends its tokens', async () => {
    const link = await baseline();
    await site.control('PATCH', 'columns/account/name', { maxLength: 200 });
    expect(errorOf(await site.get(link)).code).toBe('0x80044352');
  });

  it('6 a table that is not tracked is 0x80072491; EntityDefinitions tell which are', async () => {
    expect(errorOf(await site.get('roles?$select=name', track))).toMatchObject({ status: 400, code: '0x80072491' });
    const tracked = rowsOf(await site.get('EntityDefinitions?$select=LogicalName&$filter=ChangeTrackingEnabled%20eq%20true')).map(
      ({ LogicalName }) => LogicalName,
    );
    expect(tracked).toEqual(expect.arrayContaining(['account', 'contact', 'salesorder']));
    expect(tracked).not.toContain('role');
  });

  it('6 tracking needs organisation-level read', async () => {
    await site.signIn(identities.ownRowsApplication);
    const headers = site.bearer(identities.ownRowsApplication);
    expect((await site.get('accounts?$select=name', headers)).status).toBe(200);
    expect(errorOf(await site.get('accounts?$select=name', { ...headers, ...track }))).toMatchObject({ status: 403, code: '0x80040220' });
  });

  it('6 a row that commits late with an earlier version is in a later delta', async () => {
    const { held } = (await site.control('POST', 'held-writes', {
      edits: [{ table: 'account', values: { name: 'Late' }, writer: 'Kenny Smith' }],
    })) as { held: Array<{ id: string; version: number }> };
    await site.create('accounts', '{"name":"Early"}');
    const link = await baseline();
    expect(rowsOf(await site.get(link)).map(({ name }) => name)).toEqual(['Early']);
    await site.control('POST', `held-writes/${held[0]?.id}/release`);
    const delta = rowsOf(await site.get(link));
    expect(delta.map(({ name }) => name)).toEqual(['Late', 'Early']);
    expect(delta[0]?.['@odata.etag']).toBe(`W/"${held[0]?.version}"`);
  });

  it('6 an invalid token is refused', async () => {
    expect((await site.get('accounts?$select=name&$deltatoken=nonsense')).status).toBe(400);
  });
});
