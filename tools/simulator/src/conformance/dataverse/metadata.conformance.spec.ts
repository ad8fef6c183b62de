import { solutionVersion } from '../../dataverse/sample/solution-version';
import { administratorApplication, integrationApplication } from '../../dataverse/sample/identities';
import { DataverseSite, encoded, errorOf, jsonOf, rowsOf } from './dataverse-site';

describe('Dataverse, section 10: functions, actions, metadata', () => {
  let site: DataverseSite;
  beforeAll(async () => {
    site = await DataverseSite.start();
    await site.signIn(administratorApplication);
  });
  afterAll(() => site.stop());

  const asAdministrator = () => site.bearer(administratorApplication);
  const me = async () => String(jsonOf(await site.get('WhoAmI')).UserId);

  it.each(['WhoAmI', 'WhoAmI()'])('10 %s tells user, business unit and organisation', async (path) => {
    const guid = expect.stringMatching(/^[0-9a-f-]{36}$/);
    expect(jsonOf(await site.get(path))).toEqual({
      '@odata.context': `${site.api}/$metadata#Microsoft.Dynamics.CRM.WhoAmIResponse`,
      BusinessUnitId: guid,
      UserId: guid,
      OrganizationId: guid,
    });
  });

  it('9 a function called with POST, or an action with GET, is 404 without a code', async () => {
    for (const answer of [await site.send('POST', 'WhoAmI', { body: '{}' }), await site.get('FulfillSalesOrder')]) {
      expect(errorOf(answer)).toMatchObject({
        status: 404,
        code: '',
        message: expect.stringContaining('No HTTP resource was found that matches the request URI'),
      });
    }
  });

  it('10 RetrieveVersion tells the version', async () => {
    expect(jsonOf(await site.get('RetrieveVersion()')).Version).toMatch(/^9\.2\./);
  });

  it('10 the roles of the integration user are read by the association; none is System Administrator', async () => {
    const roles = rowsOf(
      await site.get(
        `systemusers(${await me()})/systemuserroles_association?$select=roleid,name,_businessunitid_value,_roletemplateid_value`,
      ),
    );
    expect(roles.map(({ name }) => name).sort()).toEqual(['Tandem Integration Administrator', 'Tandem Integration User']);
    const administrators = rowsOf(
      await site.get(
        `systemusers?$select=fullname&$filter=${encoded("systemuserroles_association/any(r:r/name eq 'System Administrator')")}`,
      ),
    );
    expect(administrators.length).toBeGreaterThan(0);
    expect(administrators.map(({ systemuserid }) => systemuserid)).not.toContain(await me());
  });

  it('10 System Administrator has the same template in every organisation', async () => {
    const [role] = rowsOf(
      await site.get("roles?$select=name,_roletemplateid_value&$filter=name%20eq%20'System Administrator'".replace(' A', '%20A')),
    );
    expect(role?._roletemplateid_value).toBe('627090ff-40a3-4053-8790-584edc5be201');
  });

  it('10 RetrieveUserPrivileges lists what the roles give', async () => {
    const { RolePrivileges } = jsonOf(await site.get(`systemusers(${await me()})/Microsoft.Dynamics.CRM.RetrieveUserPrivileges()`)) as {
      RolePrivileges: Array<{ PrivilegeName: string; Depth: string }>;
    };
    expect(RolePrivileges).toContainEqual(expect.objectContaining({ PrivilegeName: 'prvCreateAccount', Depth: 'Global' }));
  });

  it('10 roles are copied into a new business unit, which has a team of its own from the start', async () => {
    const headers = asAdministrator();
    await site.send('POST', 'businessunits', { headers, body: '{"name":"CRONUS Denmark"}' });
    const [unit] = rowsOf(await site.get(`businessunits?$filter=${encoded("name eq 'CRONUS Denmark'")}`, headers));
    const own = encoded(`_businessunitid_value eq ${String(unit?.businessunitid)}`);
    expect(rowsOf(await site.get(`teams?$select=name,isdefault&$filter=${own}`, headers))).toMatchObject([
      { name: 'CRONUS Denmark', isdefault: true },
    ]);
    const copies = rowsOf(await site.get(`roles?$select=name,_parentrootroleid_value&$filter=${own}`, headers));
    const copy = copies.find(({ name }) => name === 'Tandem Integration User');
    expect(copy?._parentrootroleid_value).not.toBe(copy?.roleid);
  });

  it('10 solutions are found by their unique name', async () => {
    const [solution] = rowsOf(
      await site.get(
        "solutions?$select=uniquename,friendlyname,version,ismanaged,installedon&$filter=uniquename%20eq%20'tandem_salesintegration'",
      ),
    );
    expect(solution).toMatchObject({ version: solutionVersion(), ismanaged: true });
  });

  it('10 the service document names the entity sets', async () => {
    expect(rowsOf(await site.get(''))).toContainEqual({ name: 'accounts', kind: 'EntitySet', url: 'accounts' });
  });

  it('10 $metadata is CSDL with the alias mscrm', async () => {
    const { text, headers } = await site.get('$metadata');
    expect(headers['content-type']).toBe('application/xml');
    expect(text).toContain('<Schema Namespace="Microsoft.Dynamics.CRM" Alias="mscrm"');
    expect(text).toContain('<EntityType Name="account" BaseType="mscrm.crmbaseentity">');
    expect(text).not.toContain('ChangeTracking');
    expect((await site.get('$metadata?annotations=true')).text).toContain('Org.OData.Capabilities.V1.ChangeTracking');
  });

  it('10 EntityDefinitions are selected, filtered and expanded, and not paged', async () => {
    const select =
      'LogicalName,EntitySetName,PrimaryIdAttribute,PrimaryNameAttribute,ObjectTypeCode,ChangeTrackingEnabled,IsOptimisticConcurrencyEnabled';
    const [table] = rowsOf(await site.get(`EntityDefinitions?$select=${select}&$filter=LogicalName%20eq%20'account'`));
    expect(table).toEqual({
      MetadataId: expect.any(String),
      LogicalName: 'account',
      EntitySetName: 'accounts',
      PrimaryIdAttribute: 'accountid',
      PrimaryNameAttribute: 'name',
      ObjectTypeCode: 1,
      ChangeTrackingEnabled: true,
      IsOptimisticConcurrencyEnabled: true,
    });
    expect((await site.get('EntityDefinitions?$top=1')).status).toBe(400);
    expect((await site.get("EntityDefinitions(LogicalName='nonsense')")).status).toBe(404);
  });

  it('10 columns with type and length, lookups with their navigation property', async () => {
    const base = "EntityDefinitions(LogicalName='account')";
    const [length] = rowsOf(
      await site.get(
        `${base}/Attributes/Microsoft.Dynamics.CRM.StringAttributeMetadata?$select=LogicalName,MaxLength&$filter=LogicalName%20eq%20'name'`,
      ),
    );
    expect(length).toMatchObject({ LogicalName: 'name', MaxLength: 160 });
    const attributes = rowsOf(await site.get(`${base}/Attributes?$select=LogicalName,AttributeType,RequiredLevel`));
    expect(attributes).toContainEqual(expect.objectContaining({ LogicalName: 'creditlimit', AttributeType: 'Money' }));
    const relationships = rowsOf(
      await site.get(
        "EntityDefinitions(LogicalName='contact')/ManyToOneRelationships?$select=ReferencingAttribute,ReferencedEntity,ReferencingEntityNavigationPropertyName",
      ),
    );
    expect(relationships).toContainEqual(
      expect.objectContaining({
        ReferencingAttribute: 'parentcustomerid',
        ReferencedEntity: 'account',
        ReferencingEntityNavigationPropertyName: 'parentcustomerid_account',
      }),
    );
  });

  const optionsOf = async (table: string, column: string, cast = 'Picklist') => {
    const path = `EntityDefinitions(LogicalName='${table}')/Attributes(LogicalName='${column}')/Microsoft.Dynamics.CRM.${cast}AttributeMetadata?$select=LogicalName&$expand=OptionSet($select=Options),GlobalOptionSet($select=Options)`;
    const { OptionSet } = jsonOf(await site.get(path)) as {
      OptionSet: {
        Options: Array<{ Value: number; State?: number; Label: { UserLocalizedLabel: { Label: string; LanguageCode: number } } }>;
      };
    };
    return OptionSet.Options.map(({ Value, State, Label }) => ({ value: Value, state: State, label: Label.UserLocalizedLabel.Label }));
  };

  it('10 the values of a choice, and status values with their state', async () => {
    expect(await optionsOf('salesorder', 'shippingmethodcode')).toContainEqual({ value: 2, state: undefined, label: 'DHL' });
    expect(await optionsOf('salesorder', 'statuscode', 'Status')).toContainEqual({ value: 3, state: 1, label: 'In Progress' });
    expect(
      (
        await site.get(
          "EntityDefinitions(LogicalName='account')/Attributes(LogicalName='name')/Microsoft.Dynamics.CRM.PicklistAttributeMetadata",
        )
      ).status,
    ).toBe(404);
  });

  it('10 a global choice is found by its name', async () => {
    expect(jsonOf(await site.get("GlobalOptionSetDefinitions(Name='budgetstatus')"))).toMatchObject({
      Name: 'budgetstatus',
      IsGlobal: true,
    });
  });

  const label = (text: string) => `{"LocalizedLabels":[{"Label":"${text}","LanguageCode":1033}]}`;
  const action = (name: string, body: string, headers = site.bearer(integrationApplication)) => site.send('POST', name, { body, headers });
  const option = (value: number, text: string) =>
    `{"EntityLogicalName":"account","AttributeLogicalName":"paymenttermscode","Value":${value},"Label":${label(text)}}`;

  it('10 an option is inserted, seen once published, then renamed and deleted', async () => {
    expect(jsonOf(await action('InsertOptionValue', option(100000007, '14 DAYS')))).toMatchObject({ NewOptionValue: 100000007 });
    expect((await optionsOf('account', 'paymenttermscode')).map(({ value }) => value)).not.toContain(100000007);
    expect((await site.send('POST', 'accounts', { body: '{"name":"A","paymenttermscode":100000007}' })).status).toBe(400);
    expect((await action('PublishXml', '{"ParameterXml":"<importexportxml/>"}')).status).toBe(204);
    expect(await optionsOf('account', 'paymenttermscode')).toContainEqual({ value: 100000007, state: undefined, label: '14 DAYS' });
    expect((await site.send('POST', 'accounts', { body: '{"name":"A","paymenttermscode":100000007}' })).status).toBe(204);
    await action('UpdateOptionValue', option(100000007, '15 DAYS'));
    await action('PublishAllXml', '{}');
    expect((await optionsOf('account', 'paymenttermscode')).find(({ value }) => value === 100000007)?.label).toBe('15 DAYS');
    await action('DeleteOptionValue', '{"EntityLogicalName":"account","AttributeLogicalName":"paymenttermscode","Value":100000007}');
    await action('PublishAllXml', '{}');
    expect((await optionsOf('account', 'paymenttermscode')).map(({ value }) => value)).toEqual([1, 2, 3, 4]);
  });

  it('10 an option without a value gets the next custom one; a taken value is refused', async () => {
    const inserted = await action(
      'InsertOptionValue',
      `{"EntityLogicalName":"account","AttributeLogicalName":"address1_freighttermscode","Label":${label('CIF')}}`,
    );
    expect(jsonOf(inserted).NewOptionValue).toBe(100000000);
    expect((await action('InsertOptionValue', option(1, 'Again'))).status).toBe(400);
  });

  it('10 ImportSolution needs its privilege and a solution file', async () => {
    const body =
      '{"OverwriteUnmanagedCustomizations":false,"PublishWorkflows":true,"CustomizationFile":"AAAA","ImportJobId":"11111111-2222-4333-8444-555555555555"}';
    expect(errorOf(await action('ImportSolution', body))).toMatchObject({ status: 403, code: '0x80040220' });
    expect((await action('ImportSolution', body, asAdministrator())).status).toBe(400);
  });

  it('3.1 $apply aggregates and groups', async () => {
    const grouped = rowsOf(
      await site.get(`contacts?$apply=${encoded('groupby((statecode),aggregate($count as number,versionnumber with max as newest))')}`),
    );
    expect(grouped).toEqual([{ statecode: 0, number: 19, newest: expect.any(Number) }]);
    expect((await site.get('accounts?$apply=nonsense(x)')).status).toBe(400);
  });
});
