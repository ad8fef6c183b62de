import { DynamicsWebApi } from 'dynamics-web-api';
import { integrationApplication } from '../../dataverse/sample/identities';
import { DataverseSite } from './dataverse-site';

interface Account {
  accountid?: string;
  name?: string;
  fax?: string;
  '@odata.etag'?: string;
}

/** A client that was written against the real service: what it sends and expects must fit. */
describe('dynamics-web-api drives the simulator', () => {
  let site: DataverseSite;
  let client: DynamicsWebApi;
  beforeAll(async () => {
    site = await DataverseSite.start();
    await site.control('PUT', 'keys/account/tandem_number', { columns: ['accountnumber'] });
    client = new DynamicsWebApi({
      serverUrl: `${site.url}/`,
      dataApi: { version: '9.2' },
      propagateErrors: true,
      onTokenRefresh: () => site.signIn(integrationApplication),
    });
  });
  afterAll(() => site.stop());

  const accounts = 'accounts';
  const read = (key: string) => client.retrieve<Account>({ collection: accounts, key, select: ['name', 'fax'] });

  it('creates a row and reads it', async () => {
    const id = await client.create<Account, string>({ collection: accounts, data: { name: 'By library' } });
    expect(await read(id)).toMatchObject({ name: 'By library', accountid: id });
  });

  it('creates with representation', async () => {
    const row = await client.create<Account>({
      collection: accounts,
      data: { name: 'Shown' },
      returnRepresentation: true,
      select: ['name'],
    });
    expect(row).toMatchObject({ name: 'Shown' });
  });

  it('updates under optimistic concurrency, and a stale ETag is refused', async () => {
    const id = await client.create<Account, string>({ collection: accounts, data: { name: 'Versioned' } });
    const { '@odata.etag': etag = '' } = await read(id);
    await client.update({ collection: accounts, key: id, data: { name: 'Once' }, ifmatch: etag });
    await expect(client.update({ collection: accounts, key: id, data: { name: 'Twice' }, ifmatch: etag })).rejects.toMatchObject({
      status: 412,
      code: '0x80060882',
    });
    expect(await read(id)).toMatchObject({ name: 'Once' });
  });

  it('upserts by id and by alternate key', async () => {
    const key = '44440000-0000-4000-8000-000000000001';
    await client.upsert({ collection: accounts, key, data: { name: 'Upserted' } });
    expect(await read(key)).toMatchObject({ name: 'Upserted' });
    await client.upsert({ collection: accounts, key: "accountnumber='ABSS4G45'", data: { fax: '42' } });
    expect(await read("accountnumber='ABSS4G45'")).toMatchObject({ name: 'Fourth Coffee (sample)', fax: '42' });
    await expect(client.upsert({ collection: accounts, key, data: { name: 'Again' }, ifnonematch: '*' })).rejects.toMatchObject({
      status: 412,
    });
  });

  it('deletes', async () => {
    const id = await client.create<Account, string>({ collection: accounts, data: { name: 'Gone' } });
    await client.deleteRecord({ collection: accounts, key: id });
    await expect(read(id)).rejects.toMatchObject({ status: 404, code: '0x80040217' });
  });

  it('reads all pages of a filter', async () => {
    const { value } = await client.retrieveAll<Account>({
      collection: accounts,
      select: ['name'],
      filter: "contains(name, '(sample)')",
      maxPageSize: 3,
    });
    expect(value).toHaveLength(10);
  });

  it('counts', async () => {
    expect(await client.count({ collection: 'contacts' })).toBe(19);
  });

  it('runs a change set whose members refer to each other', async () => {
    client.startBatch();
    void client.create({ collection: accounts, data: { name: 'Batch parent' }, contentId: '1', inChangeSet: true });
    void client.create({
      collection: 'contacts',
      data: { lastname: 'Batch child', 'parentcustomerid_account@odata.bind': '$1' },
      contentId: '2',
      inChangeSet: true,
    });
    const [parent, child] = (await client.executeBatch()) as string[];
    const contact = await client.retrieve<{ _parentcustomerid_value: string }>({
      collection: 'contacts',
      key: child,
      select: ['_parentcustomerid_value'],
    });
    expect(contact._parentcustomerid_value).toBe(parent);
  });

  it('runs a batch of reads', async () => {
    client.startBatch();
    void client.retrieveMultiple({ collection: accounts, select: ['name'], top: 2 });
    void client.retrieve({ collection: 'contacts', key: '83230910-de33-5528-b4c3-3bfea55597d6', select: ['fullname'] });
    const [rows, contact] = (await client.executeBatch()) as [{ value: unknown[] }, { fullname: string }];
    expect(rows.value).toHaveLength(2);
    expect(contact.fullname).toBe('Yvonne McKay (sample)');
  });

  it('follows a delta link', async () => {
    const request = { collection: accounts, select: ['name'], trackChanges: true };
    const { oDataDeltaLink: link = '' } = await client.retrieveMultiple<Account>(request);
    const id = await client.create<Account, string>({ collection: accounts, data: { name: 'Changed' } });
    const { value } = await client.retrieveMultiple<Account>(request, link);
    expect(value.map(({ accountid }) => accountid)).toEqual([id]);
  });

  it('calls functions and actions', async () => {
    const { UserId } = await client.callFunction<{ UserId: string }>({ functionName: 'WhoAmI' });
    expect(UserId).toMatch(/^[0-9a-f-]{36}$/);
    const ids = await client.callAction<{ Ids: string[] }>({
      collection: accounts,
      actionName: 'Microsoft.Dynamics.CRM.CreateMultiple',
      action: { Targets: [{ '@odata.type': 'Microsoft.Dynamics.CRM.account', name: 'Bulk' }] },
    });
    expect(ids.Ids).toHaveLength(1);
  });

  it('reads metadata', async () => {
    const attributes = await client.retrieveAttributes({ entityKey: "LogicalName='account'", select: ['LogicalName'] });
    expect(attributes.value.length).toBeGreaterThan(100);
    const name = await client.retrieveAttribute<{ MaxLength: number }>({
      entityKey: "LogicalName='account'",
      attributeKey: "LogicalName='name'",
      castType: 'Microsoft.Dynamics.CRM.StringAttributeMetadata',
    });
    expect(name.MaxLength).toBe(160);
  });
});
