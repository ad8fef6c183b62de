import { integrationApplication } from '../dataverse/sample/identities';
import { DataverseSite, jsonOf, rowsOf } from '../conformance/dataverse/dataverse-site';

describe('the control API', () => {
  let site: DataverseSite;
  beforeEach(async () => void (site = await DataverseSite.start()));
  afterEach(() => site.stop());

  const kenny = '93f09edc-bf89-51fb-9234-2d8db3bb69f6';
  const edit = (...edits: object[]) => site.control('POST', 'edits', { edits });

  it('edits as a user: the history names the writer, the row its user', async () => {
    const { written } = (await edit({ table: 'account', values: { name: 'By hand', _ownerid_value: kenny }, writer: 'Kenny Smith' })) as {
      written: Array<{ key: string; version: number }>;
    };
    const row = jsonOf(await site.get(`accounts(${written[0]?.key})?$select=name,_modifiedby_value,_ownerid_value`));
    expect(row).toMatchObject({ name: 'By hand', _modifiedby_value: kenny, _ownerid_value: kenny });
    await edit({ table: 'account', key: written[0]?.key, values: { fax: '1' } }, { table: 'account', key: written[0]?.key, remove: true });
    const { entries } = (await site.control('GET', 'history?table=account')) as {
      entries: Array<{ operation: string; writer: string; columns: string[] }>;
    };
    expect(entries.map(({ operation, writer, columns }) => [operation, writer, columns])).toEqual([
      ['create', 'Kenny Smith', ['name', 'ownerid']],
      ['update', 'user', ['fax']],
      ['delete', 'user', []],
    ]);
  });

  it('writes over the wire carry the application in the history', async () => {
    await site.create('accounts', '{"name":"A"}');
    const { entries } = (await site.control('GET', 'history')) as { entries: Array<{ writer: string }> };
    expect(entries).toMatchObject([{ writer: integrationApplication.clientId }]);
  });

  it('shows raw rows page by page', async () => {
    const first = (await site.control('GET', 'rows/account?count=15&columns=name')) as { rows: unknown[]; next: string };
    const second = (await site.control('GET', `rows/accounts?count=15&after=${first.next}`)) as { rows: unknown[]; next?: string };
    expect([first.rows.length, second.rows.length, second.next]).toEqual([15, 5, undefined]);
    expect(first.rows[0]).toEqual({ accountid: expect.any(String), versionnumber: expect.any(Number), name: expect.any(String) });
  });

  it('a reset takes back option values that were added', async () => {
    const options = async (attribute: string) => {
      const path = `EntityDefinitions(LogicalName='account')/Attributes(LogicalName='${attribute}')/Microsoft.Dynamics.CRM.PicklistAttributeMetadata?$select=LogicalName&$expand=OptionSet`;
      const { OptionSet } = jsonOf(await site.get(path)) as { OptionSet: { Options: Array<{ Value: number }> } };
      return OptionSet.Options.map(({ Value }) => Value);
    };
    const choices = ['paymenttermscode', 'address1_freighttermscode', 'address1_shippingmethodcode'];
    const before = await Promise.all(choices.map(options));
    for (const choice of choices) {
      const label = { LocalizedLabels: [{ Label: 'CIF', LanguageCode: 1033 }] };
      const body = JSON.stringify({ EntityLogicalName: 'account', AttributeLogicalName: choice, Label: label });
      expect((await site.send('POST', 'InsertOptionValue', { body })).status).toBe(200);
    }
    await site.send('POST', 'PublishAllXml', { body: '{}' });
    expect((await Promise.all(choices.map(options))).map(({ length }) => length)).toEqual(before.map(({ length }) => length + 1));
    await site.control('POST', 'reset', {});
    await site.signIn(integrationApplication);
    expect(await Promise.all(choices.map(options))).toEqual(before);
  });

  it('gives the business unit its default team, to which its users belong', async () => {
    const [unit] = rowsOf(await site.get('businessunits?$select=name'));
    const teams = rowsOf(await site.get(`teams?$filter=_businessunitid_value eq ${String(unit?.businessunitid)} and isdefault eq true`));
    expect(teams).toMatchObject([{ name: unit?.name, teamtype: 0 }]);
    const members = rowsOf(await site.get(`teams(${String(teams[0]?.teamid)})/teammembership_association?$select=systemuserid`));
    expect(members.map(({ systemuserid }) => systemuserid)).toContain(kenny);
  });

  it('refuses what is no table, column, setting or route', async () => {
    await expect(site.control('GET', 'rows/nonsense')).rejects.toThrow('400');
    await expect(edit({ table: 'account', values: { nonsense: 1 } })).rejects.toThrow('400');
    await expect(site.control('PATCH', 'limits', { nonsense: 1 })).rejects.toThrow('400');
    await expect(site.control('GET', 'nonsense')).rejects.toThrow('404');
  });

  it('generates the same rows for the same seed, with matches and conflicts', async () => {
    const names = async () => {
      await site.control('POST', 'reset', { sample: false, generate: { matches: 3, conflicts: 1, accounts: 2, contacts: 4, seed: 9 } });
      await site.signIn(integrationApplication);
      return rowsOf(await site.get('accounts?$select=name,accountnumber,address1_city&$orderby=accountnumber')).map(
        ({ name, accountnumber, address1_city: city }) => ({ name, accountnumber, city }),
      );
    };
    const once = await names();
    expect(await names()).toEqual(once);
    expect(once.map(({ accountnumber }) => accountnumber)).toEqual(['G0000001', 'G0000002', 'G0000003', 'S5000001', 'S5000002']);
    expect(once.filter(({ city }) => city === 'Edited in Sales')).toHaveLength(1);
    expect(await site.control('GET', 'history')).toMatchObject({ length: 0 });
  });

  it('starts over: rows, clock, limits, faults, history', async () => {
    await site.create('accounts', '{"name":"A"}');
    await site.control('PUT', 'clock', { now: '2030-01-01T00:00:00Z', frozen: true });
    await site.control('POST', 'reset', {});
    const { now, frozen } = (await site.control('GET', 'clock')) as { now: string; frozen: boolean };
    expect([now < '2030', frozen]).toEqual([true, false]);
    expect(await site.control('GET', 'history')).toMatchObject({ length: 0 });
    expect(((await site.control('GET', 'rows/account')) as { rows: unknown[] }).rows).toHaveLength(20);
  });

  it('counts requests, rows and bytes by operation', async () => {
    await site.control('DELETE', 'counters');
    await site.get('accounts?$select=name');
    await site.create('accounts', '{"name":"A"}');
    const { total, operations } = (await site.control('GET', 'counters')) as { total: object; operations: Record<string, object> };
    expect(total).toMatchObject({ requests: 2, rowsRead: 20, rowsWritten: 1, throttled: 0, statuses: { 200: 1, 204: 1 } });
    expect(operations['GET accounts']).toMatchObject({ requests: 1, rowsRead: 20 });
  });

  it('rotates a secret and revokes tokens', async () => {
    await site.control('PUT', `registrations/${integrationApplication.clientId}`, { secrets: [{ value: 'rotated' }] });
    await site.control('DELETE', 'tokens');
    expect((await site.get('accounts')).status).toBe(401);
    await expect(site.signIn({ ...integrationApplication, secrets: [{ value: 'rotated' }] })).resolves.toEqual(expect.any(String));
    expect((await site.get('accounts?$top=1')).status).toBe(200);
  });
});
