import { DataverseSite, errorOf, jsonOf, rowsOf } from './dataverse-site';

const contact = '83230910-de33-5528-b4c3-3bfea55597d6';
const absent = '00000000-0000-4000-8000-00000000abcd';

describe('Dataverse, section 4.1: create', () => {
  let site: DataverseSite;
  beforeAll(async () => void (site = await DataverseSite.start()));
  afterAll(() => site.stop());

  it('4.1 POST answers 204 and the entity in OData-EntityId', async () => {
    const answer = await site.send('POST', 'accounts', { body: '{"name":"Created"}' });
    expect([answer.status, answer.text]).toEqual([204, '']);
    expect(answer.headers['odata-entityid']).toMatch(new RegExp(`^${site.api}/accounts\\([0-9a-f-]{36}\\)$`));
  });

  it('4.1 return=representation answers 201 with the entity and without OData-EntityId', async () => {
    const answer = await site.send('POST', 'accounts?$select=name,statecode&$expand=createdby($select=fullname)', {
      headers: { Prefer: 'return=representation' },
      body: '{"name":"Shown"}',
    });
    expect([answer.status, answer.headers['odata-entityid']]).toEqual([201, undefined]);
    expect(jsonOf(answer)).toMatchObject({ name: 'Shown', statecode: 0, createdby: { fullname: '# Tandem Integration' } });
    expect(answer.headers['preference-applied']).toBe('return=representation');
  });

  it('4.1 the client may choose the id, once', async () => {
    const body = `{"accountid":"11110000-0000-4000-8000-000000000001","name":"Own id"}`;
    expect(await site.create('accounts', body)).toBe('11110000-0000-4000-8000-000000000001');
    expect(errorOf(await site.send('POST', 'accounts', { body }))).toMatchObject({ status: 412, code: '0x80040237' });
  });

  it('4.1 nested objects are created with the row', async () => {
    const id = await site.create(
      'accounts',
      '{"name":"Deep","primarycontactid":{"firstname":"Deep","lastname":"Down"},"contact_customer_accounts":[{"lastname":"Child One"},{"lastname":"Child Two"}]}',
    );
    const row = jsonOf(
      await site.get(`accounts(${id})?$select=name&$expand=primarycontactid($select=fullname),contact_customer_accounts($select=lastname)`),
    );
    expect(row).toMatchObject({ primarycontactid: { fullname: 'Deep Down' } });
    expect((row.contact_customer_accounts as unknown[]).length).toBe(2);
  });

  it.each(['/contacts(ID)', 'contacts(ID)', 'API/contacts(ID)'])('4.1 a lookup is bound by %s', async (form) => {
    const uri = form.replace('ID', contact).replace('API', site.api);
    const id = await site.create('accounts', `{"name":"Bound","primarycontactid@odata.bind":"${uri}"}`);
    expect(jsonOf(await site.get(`accounts(${id})?$select=_primarycontactid_value`))._primarycontactid_value).toBe(contact);
  });

  it('4.1 a polymorphic lookup is bound by the navigation property of its target; the column name is refused', async () => {
    const account = await site.create('accounts', '{"name":"Parent"}');
    const id = await site.create('contacts', `{"lastname":"Child","parentcustomerid_account@odata.bind":"/accounts(${account})"}`);
    const row = jsonOf(await site.get(`contacts(${id})?$select=_parentcustomerid_value`, { Prefer: 'odata.include-annotations="*"' }));
    expect(row).toMatchObject({
      _parentcustomerid_value: account,
      '_parentcustomerid_value@Microsoft.Dynamics.CRM.lookuplogicalname': 'account',
      '_parentcustomerid_value@Microsoft.Dynamics.CRM.associatednavigationproperty': 'parentcustomerid_account',
    });
    const refused = errorOf(
      await site.send('POST', 'contacts', { body: `{"lastname":"X","parentcustomerid@odata.bind":"/accounts(${account})"}` }),
    );
    expect(refused).toMatchObject({ status: 400, code: '0x80048d19' });
    expect(refused.message).toContain("Error identified in Payload provided by the user for Entity :'contacts'");
    expect(refused.message).toContain("An undeclared property 'parentcustomerid' which only has property annotations");
  });

  it('4.1 the owner is bound to a user or a team', async () => {
    const id = await site.create('accounts', '{"name":"Owned","ownerid@odata.bind":"/systemusers(93f09edc-bf89-51fb-9234-2d8db3bb69f6)"}');
    expect(jsonOf(await site.get(`accounts(${id})?$select=_ownerid_value,_owninguser_value`))).toMatchObject({
      _ownerid_value: '93f09edc-bf89-51fb-9234-2d8db3bb69f6',
      _owninguser_value: '93f09edc-bf89-51fb-9234-2d8db3bb69f6',
    });
  });

  it('4.1 writing _x_value, an unknown property or a lookup to a row that is not there is refused', async () => {
    const post = (body: string) => site.send('POST', 'accounts', { body });
    expect((await post(`{"_primarycontactid_value":"${contact}"}`)).status).toBe(400);
    expect(errorOf(await post('{"nonsense":1}'))).toMatchObject({
      status: 400,
      code: '0x0',
      message: expect.stringContaining("Invalid property 'nonsense' was found in entity"),
    });
    expect(errorOf(await post(`{"primarycontactid@odata.bind":"/contacts(${absent})"}`))).toMatchObject({
      status: 404,
      code: '0x80040217',
    });
  });

  it('4.1 a lookup is cleared by null, by a null bind, or by deleting its reference', async () => {
    const value = async (id: string) => jsonOf(await site.get(`accounts(${id})?$select=_primarycontactid_value`))._primarycontactid_value;
    for (const clear of ['{"primarycontactid":null}', '{"primarycontactid@odata.bind":null}']) {
      const id = await site.create('accounts', `{"name":"Cleared","primarycontactid@odata.bind":"/contacts(${contact})"}`);
      expect((await site.send('PATCH', `accounts(${id})`, { body: clear })).status).toBe(204);
      expect(await value(id)).toBeNull();
    }
    const id = await site.create('accounts', `{"name":"Cleared","primarycontactid@odata.bind":"/contacts(${contact})"}`);
    expect((await site.send('DELETE', `accounts(${id})/primarycontactid/$ref`)).status).toBe(204);
    expect(await value(id)).toBeNull();
  });
});

describe('Dataverse, sections 4.2 and 4.3: update, upsert, delete, preconditions', () => {
  let site: DataverseSite;
  beforeAll(async () => void (site = await DataverseSite.start()));
  afterAll(() => site.stop());

  const patch = (path: string, body: string, headers: Record<string, string> = {}) => site.send('PATCH', path, { body, headers });
  const nameOf = async (id: string) => jsonOf(await site.get(`accounts(${id})?$select=name`)).name;
  const newId = (end: number) => `22220000-0000-4000-8000-0000000000${String(end).padStart(2, '0')}`;

  it('4.2 PATCH without If-Match creates what is missing and updates what is there, both 204', async () => {
    for (const name of ['First', 'Second']) {
      expect((await patch(`accounts(${newId(1)})`, `{"name":"${name}"}`)).status).toBe(204);
      expect(await nameOf(newId(1))).toBe(name);
    }
  });

  it('4.2 If-Match * only updates: 404 when the row is missing', async () => {
    expect(errorOf(await patch(`accounts(${newId(2)})`, '{"name":"A"}', { 'If-Match': '*' }))).toMatchObject({
      status: 404,
      code: '0x80040217',
    });
    expect((await patch(`accounts(${newId(1)})`, '{"name":"Third"}', { 'If-Match': '*' })).status).toBe(204);
  });

  it('4.2 If-None-Match * only creates: 412 when the row exists', async () => {
    expect((await patch(`accounts(${newId(3)})`, '{"name":"A"}', { 'If-None-Match': '*' })).status).toBe(204);
    expect(errorOf(await patch(`accounts(${newId(3)})`, '{"name":"B"}', { 'If-None-Match': '*' }))).toEqual({
      status: 412,
      code: '0x80040237',
      message: 'A record with matching key values already exists.',
    });
    expect(await nameOf(newId(3))).toBe('A');
  });

  it('4.2 a representation is 201 when created and 200 when updated, with ETag and without expansion', async () => {
    const headers = { Prefer: 'return=representation' };
    const created = await patch(`accounts(${newId(4)})?$select=name`, '{"name":"A"}', headers);
    const updated = await patch(`accounts(${newId(4)})?$select=name&$expand=primarycontactid`, '{"name":"B"}', headers);
    expect([created.status, updated.status]).toEqual([201, 200]);
    expect(updated.headers.etag).toBe(jsonOf(updated)['@odata.etag']);
    expect(jsonOf(updated)).not.toHaveProperty('primarycontactid');
  });

  it('4.2 every property that is sent counts as a change', async () => {
    const id = await site.create('accounts', '{"name":"Same"}');
    const version = async () => jsonOf(await site.get(`accounts(${id})?$select=name`))['@odata.etag'];
    const before = await version();
    await patch(`accounts(${id})`, '{"name":"Same"}');
    expect(await version()).not.toBe(before);
  });

  it('4.2 one property is set by PUT and cleared by DELETE', async () => {
    const id = await site.create('accounts', '{"name":"One","fax":"123"}');
    expect((await site.send('PUT', `accounts(${id})/name`, { body: '{"value":"Put"}' })).status).toBe(204);
    expect((await site.send('DELETE', `accounts(${id})/fax`)).status).toBe(204);
    expect(jsonOf(await site.get(`accounts(${id})?$select=name,fax`))).toMatchObject({ name: 'Put', fax: null });
  });

  it('4.2 DELETE answers 204, then 404', async () => {
    const id = await site.create('accounts', '{"name":"Gone"}');
    expect((await site.send('DELETE', `accounts(${id})`)).status).toBe(204);
    expect((await site.send('DELETE', `accounts(${id})`)).status).toBe(404);
    expect((await site.get(`accounts(${id})`)).status).toBe(404);
  });

  it('4.3 a stale If-Match on PATCH and on DELETE answers 412 0x80060882', async () => {
    const id = await site.create('accounts', '{"name":"Versioned"}');
    const etag = String(jsonOf(await site.get(`accounts(${id})?$select=name`))['@odata.etag']);
    expect((await patch(`accounts(${id})`, '{"name":"Once"}', { 'If-Match': etag })).status).toBe(204);
    const stale = {
      status: 412,
      code: '0x80060882',
      message: "The version of the existing record doesn't match the RowVersion property provided.",
    };
    expect(errorOf(await patch(`accounts(${id})`, '{"name":"Twice"}', { 'If-Match': etag }))).toEqual(stale);
    expect(errorOf(await site.send('DELETE', `accounts(${id})`, { headers: { 'If-Match': etag } }))).toEqual(stale);
    expect(await nameOf(id)).toBe('Once');
  });

  it('4.3 ETags are weak, decimal and grow over all tables', async () => {
    const version = async (path: string) => Number(/^W\/"(\d+)"$/.exec(String(jsonOf(await site.get(path))['@odata.etag']))?.[1]);
    const account = await site.create('accounts', '{"name":"A"}');
    const person = await site.create('contacts', '{"lastname":"B"}');
    expect(await version(`contacts(${person})`)).toBeGreaterThan(await version(`accounts(${account})`));
  });

  it('4.3 GET with If-None-Match is 304 while nothing changed, never with expansion or annotations', async () => {
    const id = await site.create('accounts', '{"name":"Cached"}');
    const etag = String((await site.get(`accounts(${id})?$select=name`)).headers.etag);
    const headers = { 'If-None-Match': etag };
    expect((await site.get(`accounts(${id})?$select=name`, headers)).status).toBe(304);
    expect((await site.get(`accounts(${id})?$select=name&$expand=createdby($select=fullname)`, headers)).status).toBe(200);
    expect((await site.get(`accounts(${id})?$select=name`, { ...headers, Prefer: 'odata.include-annotations="*"' })).status).toBe(200);
    expect((await site.get(`accounts(${id})?$select=name`, { 'If-None-Match': 'null' })).status).toBe(200);
    await patch(`accounts(${id})`, '{"name":"Changed"}');
    expect((await site.get(`accounts(${id})?$select=name`, headers)).status).toBe(200);
  });

  it('4.3 a table without optimistic concurrency refuses a version with 0x8006088D', async () => {
    const [organization] = rowsOf(await site.get('organizations?$select=name'));
    await site.control('PUT', 'roles/Tandem%20Integration%20User', {
      privileges: { prvWriteOrganization: 'Global', prvReadOrganization: 'Global' },
    });
    const answer = await patch(`organizations(${String(organization?.organizationid)})`, '{"name":"X"}', { 'If-Match': 'W/"1"' });
    expect(errorOf(answer)).toMatchObject({ status: 400, code: '0x8006088D' });
  });
});

describe('Dataverse, section 4.4: alternate keys', () => {
  let site: DataverseSite;
  beforeAll(async () => {
    site = await DataverseSite.start();
    await site.control('PUT', 'keys/account/tandem_number', { columns: ['accountnumber'] });
    await site.control('PUT', 'keys/contact/tandem_person', { columns: ['firstname', 'emailaddress1'] });
    await site.control('PUT', 'keys/account/tandem_contact', { columns: ['primarycontactid'] });
  });
  afterAll(() => site.stop());

  it('4.4 a row is addressed by a key, by several columns, and by a lookup', async () => {
    expect(jsonOf(await site.get("accounts(accountnumber='abss4g45')?$select=name")).name).toBe('Fourth Coffee (sample)');
    expect(jsonOf(await site.get("contacts(firstname='Yvonne',emailaddress1='someone_a@example.com')?$select=fullname")).fullname).toBe(
      'Yvonne McKay (sample)',
    );
    expect(jsonOf(await site.get(`accounts(_primarycontactid_value=${contact})?$select=name`)).name).toBe('Fourth Coffee (sample)');
  });

  it('4.4 keys are listed with their status and cannot be used until they are active', async () => {
    await site.control('PUT', 'keys/product/pending_key', { columns: ['name'], status: 'Pending' });
    const [key] = rowsOf(
      await site.get("EntityDefinitions(LogicalName='product')/Keys?$select=SchemaName,KeyAttributes,EntityKeyIndexStatus"),
    );
    expect(key).toMatchObject({ SchemaName: 'pending_key', KeyAttributes: ['name'], EntityKeyIndexStatus: 'Pending' });
    expect((await site.get("products(name='ATHENS Desk')")).status).toBe(400);
  });

  it('4.4 unknown key columns are refused, a missing row is 0x80060891', async () => {
    const refused = errorOf(await site.get("accounts(fax='1')"));
    expect(refused.status).toBe(400);
    expect(refused.message).toContain("The key in the request URI is not valid for resource 'Microsoft.Dynamics.CRM.account'.");
    expect(errorOf(await site.get("accounts(accountnumber='NONE')"))).toMatchObject({ status: 404, code: '0x80060891' });
  });

  it('4.4 a second row with the same key values is 0x80060892', async () => {
    expect(errorOf(await site.send('POST', 'accounts', { body: '{"name":"Twin","accountnumber":"ABSS4G45"}' }))).toMatchObject({
      status: 412,
      code: '0x80060892',
    });
  });

  it('4.2 an upsert by key repeats the key in OData-EntityId; the key columns are taken from the URL', async () => {
    const answer = await site.send('PATCH', "accounts(accountnumber='K1')", { body: '{"name":"By key"}' });
    expect([answer.status, answer.headers['odata-entityid']]).toEqual([204, `${site.api}/accounts(accountnumber='K1')`]);
    expect(jsonOf(await site.get("accounts(accountnumber='K1')?$select=name,accountnumber"))).toMatchObject({
      name: 'By key',
      accountnumber: 'K1',
    });
  });

  it('4.2 key columns in the body are dropped for a row that exists and win for one that does not', async () => {
    await site.send('PATCH', "accounts(accountnumber='K1')", { body: '{"name":"Still K1","accountnumber":"K2"}' });
    expect(jsonOf(await site.get("accounts(accountnumber='K1')?$select=name")).name).toBe('Still K1');
    await site.send('PATCH', "accounts(accountnumber='K3')", { body: '{"name":"K4","accountnumber":"K4"}' });
    expect((await site.get("accounts(accountnumber='K3')")).status).toBe(404);
    expect((await site.get("accounts(accountnumber='K4')")).status).toBe(200);
  });

  it('4.1 a lookup is bound by an alternate key', async () => {
    const id = await site.create('contacts', '{"lastname":"X","parentcustomerid_account@odata.bind":"/accounts(accountnumber=\'K1\')"}');
    expect(jsonOf(await site.get(`contacts(${id})?$select=_parentcustomerid_value`))._parentcustomerid_value).not.toBeNull();
  });
});

describe('Dataverse, section 4.5: associate and disassociate', () => {
  let site: DataverseSite;
  beforeAll(async () => void (site = await DataverseSite.start()));
  afterAll(() => site.stop());

  it('4.5 1:N by the collection, and removed by id or by $id', async () => {
    const account = await site.create('accounts', '{"name":"Parent"}');
    const people = [await site.create('contacts', '{"lastname":"One"}'), await site.create('contacts', '{"lastname":"Two"}')];
    for (const id of people) {
      const answer = await site.send('POST', `accounts(${account})/contact_customer_accounts/$ref`, {
        body: `{"@odata.id":"${site.api}/contacts(${id})"}`,
      });
      expect(answer.status).toBe(204);
    }
    const count = async () => rowsOf(await site.get(`accounts(${account})/contact_customer_accounts?$select=lastname`)).length;
    expect(await count()).toBe(2);
    expect((await site.send('DELETE', `accounts(${account})/contact_customer_accounts(${people[0]})/$ref`)).status).toBe(204);
    expect(
      (await site.send('DELETE', `accounts(${account})/contact_customer_accounts/$ref?$id=${site.api}/contacts(${people[1]})`)).status,
    ).toBe(204);
    expect(await count()).toBe(0);
  });

  it('4.5 a lookup by PUT of its reference', async () => {
    const account = await site.create('accounts', '{"name":"With contact"}');
    expect(
      (await site.send('PUT', `accounts(${account})/primarycontactid/$ref`, { body: `{"@odata.id":"contacts(${contact})"}` })).status,
    ).toBe(204);
    expect(jsonOf(await site.get(`accounts(${account})/primarycontactid/$ref`))['@odata.id']).toBe(`${site.api}/contacts(${contact})`);
  });

  it('4.5 N:N by the association', async () => {
    const user = '93f09edc-bf89-51fb-9234-2d8db3bb69f6';
    const [role] = rowsOf(await site.get("roles?$select=name&$filter=name%20eq%20'Salesperson'"));
    const body = `{"@odata.id":"${site.api}/roles(${String(role?.roleid)})"}`;
    expect((await site.send('POST', `systemusers(${user})/systemuserroles_association/$ref`, { body })).status).toBe(204);
    expect(rowsOf(await site.get(`systemusers(${user})/systemuserroles_association?$select=name`)).map(({ name }) => name)).toEqual([
      'Salesperson',
    ]);
    const holders = rowsOf(
      await site.get("systemusers?$select=fullname&$filter=systemuserroles_association/any(r:r/name%20eq%20'Salesperson')"),
    );
    expect(holders.map(({ systemuserid }) => systemuserid)).toContain(user);
  });
});
