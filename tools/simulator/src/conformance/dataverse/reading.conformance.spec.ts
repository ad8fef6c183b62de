import { DataverseSite, encoded, errorOf, jsonOf, rowsOf } from './dataverse-site';

const fourthCoffee = 'ec337f6a-e162-5452-b03b-333515564d16';

describe('Dataverse, section 3.1: query options', () => {
  let site: DataverseSite;
  beforeAll(async () => void (site = await DataverseSite.start()));
  afterAll(() => site.stop());

  const names = async (filter: string) =>
    rowsOf(await site.get(`accounts?$select=name&$filter=${encoded(filter)}&$orderby=name`)).map(({ name }) => name);

  it('3.1 a row is read by its id, also in the named form', async () => {
    for (const key of [fourthCoffee, `accountid=${fourthCoffee}`]) {
      const row = jsonOf(await site.get(`accounts(${key})?$select=name`));
      expect(row).toMatchObject({
        '@odata.context': `${site.api}/$metadata#accounts(name)/$entity`,
        name: 'Fourth Coffee (sample)',
        accountid: fourthCoffee,
      });
    }
  });

  it('3.1 a missing row is 404 0x80040217', async () => {
    const answer = await site.get('accounts(00000000-0000-0000-0000-000000000001)');
    expect(errorOf(answer)).toEqual({
      status: 404,
      code: '0x80040217',
      message: 'account With Id = 00000000-0000-0000-0000-000000000001 Does Not Exist',
    });
  });

  it('3.1 primary key and ETag always come along, and money brings its currency', async () => {
    const [row] = rowsOf(await site.get('accounts?$select=revenue&$top=1'));
    expect(Object.keys(row ?? {}).sort()).toEqual(['@odata.etag', '_transactioncurrencyid_value', 'accountid', 'revenue']);
    expect(row?.['@odata.etag']).toMatch(/^W\/"\d+"$/);
  });

  it('3.1 without $select every column is there, nulls included', async () => {
    const row = jsonOf(await site.get(`accounts(${fourthCoffee})`));
    expect(row).toMatchObject({
      telephone1: null,
      _parentaccountid_value: null,
      address1_stateorprovince: 'TX',
      statecode: 0,
      donotphone: false,
    });
    expect(row.versionnumber).toBe(Number(/\d+/.exec(String(row['@odata.etag']))?.[0]));
  });

  it('3.1 annotations show formatted values, navigation property and target of lookups', async () => {
    const row = jsonOf(
      await site.get(`accounts(${fourthCoffee})?$select=_primarycontactid_value,_ownerid_value,statecode`, {
        Prefer: 'odata.include-annotations="*"',
      }),
    );
    expect(row).toMatchObject({
      '_primarycontactid_value@OData.Community.Display.V1.FormattedValue': 'Yvonne McKay (sample)',
      '_primarycontactid_value@Microsoft.Dynamics.CRM.associatednavigationproperty': 'primarycontactid',
      '_primarycontactid_value@Microsoft.Dynamics.CRM.lookuplogicalname': 'contact',
      '_ownerid_value@Microsoft.Dynamics.CRM.lookuplogicalname': 'systemuser',
      'statecode@OData.Community.Display.V1.FormattedValue': 'Active',
    });
  });

  it('3.1 only the annotations asked for are shown', async () => {
    const text = (
      await site.get(`accounts(${fourthCoffee})?$select=_ownerid_value`, {
        Prefer: 'odata.include-annotations="OData.Community.Display.V1.FormattedValue"',
      })
    ).text;
    expect(text).toContain('FormattedValue');
    expect(text).not.toContain('lookuplogicalname');
  });

  it('3.1 the operators eq, ne, gt, ge, lt, le, and, or, not and parentheses', async () => {
    const all = rowsOf(await site.get('accounts?$select=name,accountnumber,numberofemployees')).map((row) => ({
      ...row,
      name: String(row.name),
      employees: row.numberofemployees as number | null,
    }));
    const expected = (keep: (row: (typeof all)[number]) => boolean) =>
      all
        .filter(keep)
        .map(({ name }) => name)
        .sort();
    const found = async (filter: string) => (await names(filter)).map(String).sort();
    expect(await found("name eq 'fourth COFFEE (sample)'")).toEqual(['Fourth Coffee (sample)']);
    expect(await found("name ne 'Fourth Coffee (sample)'")).toEqual(expected(({ name }) => name !== 'Fourth Coffee (sample)'));
    expect(await found('numberofemployees gt 2700 and numberofemployees le 6000')).toEqual(
      expected(({ employees }) => employees !== null && employees > 2700 && employees <= 6000),
    );
    expect(await found('numberofemployees lt 2700 or numberofemployees ge 6000')).toEqual(
      expected(({ employees }) => employees !== null && (employees < 2700 || employees >= 6000)),
    );
    expect(await found("not (contains(name,'sample') or endswith(name,'ltd.'))")).toEqual(
      expected(({ name }) => !/sample|ltd\.$/i.test(name)),
    );
    expect(await found("startswith(name,'A') and statecode eq 0")).toEqual(expected(({ name }) => name.startsWith('A')));
  });

  it('3.1 strings compare regardless of case, quotes are doubled, LIKE wildcards work', async () => {
    await site.create('accounts', '{"name":"O\'Hara & Sons 100%"}');
    expect(await names("name eq 'o''hara & sons 100%'")).toEqual(["O'Hara & Sons 100%"]);
    expect(await names("contains(name,'o_hara%sons')")).toEqual(["O'Hara & Sons 100%"]);
    expect(await names("startswith(name,'[NO]''Hara')")).toEqual(["O'Hara & Sons 100%"]);
    expect(await names("startswith(name,'[^NO]''Hara')")).toEqual([]);
  });

  it('3.1 a path through a lookup and a comparison of two columns', async () => {
    expect(await names("primarycontactid/fullname eq 'Yvonne McKay (sample)'")).toEqual(['Fourth Coffee (sample)']);
    expect((await names('createdon eq modifiedon')).length).toBeGreaterThan(10);
  });

  it('3.1 lambda any and all over a collection', async () => {
    expect(await names("contact_customer_accounts/any(c:c/fullname eq 'Yvonne McKay (sample)')")).toEqual(['Fourth Coffee (sample)']);
    const [withContacts, all] = [
      await names('contact_customer_accounts/any()'),
      await names("contact_customer_accounts/all(c:contains(c/fullname,'sample'))"),
    ];
    expect(withContacts).toContain('Fourth Coffee (sample)');
    expect(all).toContain('Fourth Coffee (sample)');
  });

  it('3.1 a collection below a lookup is not allowed in a filter', async () => {
    const answer = await site.get(`accounts?$filter=${encoded('primarycontactid/contact_customer_contacts/any()')}`);
    expect(errorOf(answer)).toMatchObject({ status: 400, code: '0x80060888' });
  });

  it('3.1 the query functions In, NotIn, Between and On', async () => {
    const crm = 'Microsoft.Dynamics.CRM';
    expect(await names(`${crm}.In(PropertyName='accountnumber',PropertyValues=["ABSS4G45",'ACTBBDC3'])`)).toEqual([
      'Fourth Coffee (sample)',
      'Litware, Inc. (sample)',
    ]);
    expect(await names(`${crm}.In(PropertyName='accountid',PropertyValues=['${fourthCoffee}'])`)).toEqual(['Fourth Coffee (sample)']);
    expect((await names(`${crm}.NotIn(PropertyName='accountnumber',PropertyValues=['ABSS4G45'])`)).length).toBeGreaterThan(5);
    expect(await names(`${crm}.Between(PropertyName='numberofemployees',PropertyValues=['6000','6000'])`)).toEqual([
      'Litware, Inc. (sample)',
    ]);
    expect((await names(`${crm}.Today(PropertyName='createdon')`)).length).toBeGreaterThan(19);
    expect((await names(`${crm}.NotBetween(PropertyName='numberofemployees',PropertyValues=['1','5000'])`)).map(String)).toContain(
      'Litware, Inc. (sample)',
    );
    const today = new Date().toISOString().slice(0, 10);
    for (const filter of [
      `On(PropertyName='createdon',PropertyValue='${today}')`,
      `OnOrAfter(PropertyName='createdon',PropertyValue='${today}')`,
      "Last7Days(PropertyName='createdon')",
      "LastXDays(PropertyName='createdon',PropertyValue=2)",
    ]) {
      expect([filter, (await names(`${crm}.${filter}`)).length]).toEqual([filter, (await names('accountid ne null')).length]);
    }
    expect(await names(`${crm}.OlderThanXDays(PropertyName='createdon',PropertyValue=1)`)).toEqual([]);
  });

  it('3.1 the query functions on the asking user and on hierarchies', async () => {
    const crm = 'Microsoft.Dynamics.CRM';
    const parent = await site.create('accounts', '{"name":"Group"}');
    const child = await site.create('accounts', `{"name":"Subsidiary","parentaccountid@odata.bind":"/accounts(${parent})"}`);
    expect(await names(`${crm}.EqualUserId(PropertyName='_createdby_value')`)).toEqual(expect.arrayContaining(['Group', 'Subsidiary']));
    expect(await names(`${crm}.NotEqualUserId(PropertyName='createdby')`)).not.toContain('Group');
    expect(await names(`${crm}.Under(PropertyName='accountid',PropertyValue='${parent}')`)).toEqual(['Subsidiary']);
    expect(await names(`${crm}.UnderOrEqual(PropertyName='accountid',PropertyValue='${parent}')`)).toEqual(['Group', 'Subsidiary']);
    expect(await names(`${crm}.Above(PropertyName='accountid',PropertyValue='${child}')`)).toEqual(['Group']);
  });

  it('3.1 parameter aliases stand for values; one that is not assigned is null', async () => {
    const answer = await site.get(`accounts?$select=name&$filter=accountnumber%20eq%20@number&@number='ABSS4G45'`);
    expect(rowsOf(answer).map(({ name }) => name)).toEqual(['Fourth Coffee (sample)']);
    const unassigned = rowsOf(await site.get('accounts?$select=accountnumber&$filter=accountnumber%20eq%20@nothing'));
    expect(unassigned.every(({ accountnumber }) => accountnumber === null)).toBe(true);
  });

  it('3.1 $orderby may be an alias; $expand may not', async () => {
    const ordered = rowsOf(await site.get('accounts?$select=name&$orderby=@order&@order=name%20desc&$top=1'));
    expect(ordered).toEqual(rowsOf(await site.get('accounts?$select=name&$orderby=name%20desc&$top=1')));
    expect((await site.get('accounts?$select=name&$expand=@what&@what=primarycontactid')).status).toBe(400);
  });

  it('3.1 the named key does not work for users', async () => {
    const user = '93f09edc-bf89-51fb-9234-2d8db3bb69f6';
    expect((await site.get(`systemusers(${user})?$select=fullname`)).status).toBe(200);
    expect((await site.get(`systemusers(systemuserid=${user})?$select=fullname`)).status).toBe(400);
  });

  it('3.1 choices are ordered by their number, and descending is possible', async () => {
    const types = rowsOf(
      await site.get('accounts?$select=customertypecode&$filter=customertypecode%20ne%20null&$orderby=customertypecode%20desc'),
    ).map(({ customertypecode }) => Number(customertypecode));
    expect(types).toEqual([...types].sort((left, right) => right - left));
  });

  it('3.1 $top caps, and is ignored beside a page size', async () => {
    expect(rowsOf(await site.get('accounts?$select=name&$top=3'))).toHaveLength(3);
    expect(rowsOf(await site.get('accounts?$select=name&$top=3', { Prefer: 'odata.maxpagesize=5' }))).toHaveLength(5);
  });

  it.each(['$skip=1', '$search=x', '$format=json', '$levels=1', '$nonsense=1', 'nonsense=1'])(
    '3.1 the option %s is not supported',
    async (option) => {
      expect(errorOf(await site.get(`accounts?${option}`))).toMatchObject({ status: 400, code: '0x80060888' });
    },
  );

  it.each(['accounts?$select=nonsense', 'accounts?$filter=nonsense%20eq%201', 'accounts?$orderby=nonsense'])(
    '3.1 an unknown property in %s is 400 0x0',
    async (path) => {
      expect(errorOf(await site.get(path))).toEqual({
        status: 400,
        code: '0x0',
        message: "Could not find a property named 'nonsense' on type 'Microsoft.Dynamics.CRM.account'.",
      });
    },
  );

  it.each(['name eq 5', "statecode eq 'x'", `accountid eq '${fourthCoffee}'`, 'name eq', "unknown(name,'x')"])(
    '3.1 the filter %s is refused',
    async (filter) => {
      expect((await site.get(`accounts?$filter=${encoded(filter)}`)).status).toBe(400);
    },
  );

  it('3.1 a collection is read through its navigation property', async () => {
    const rows = rowsOf(await site.get('systemusers(93f09edc-bf89-51fb-9234-2d8db3bb69f6)/user_accounts?$select=name'));
    expect(rows.length).toBeGreaterThan(3);
  });

  it('3.1 one property is read alone, as JSON and raw', async () => {
    expect(jsonOf(await site.get(`accounts(${fourthCoffee})/name`)).value).toBe('Fourth Coffee (sample)');
    expect((await site.get(`accounts(${fourthCoffee})/name/$value`)).text).toBe('Fourth Coffee (sample)');
  });
});

describe('Dataverse, section 3.2: count', () => {
  let site: DataverseSite;
  beforeAll(async () => {
    site = await DataverseSite.start({ sample: false });
    await site.control('POST', 'generate', { accounts: 5200 });
  });
  afterAll(() => site.stop());

  it('3.2 @odata.count and $count stop at 5,000', async () => {
    expect(jsonOf(await site.get('accounts?$select=name&$top=1&$count=true'))['@odata.count']).toBe(5000);
    const answer = await site.get('accounts/$count');
    expect([answer.headers['content-type'], answer.text]).toEqual(['text/plain', '5000']);
    expect((await site.get(`accounts/$count?$filter=${encoded("accountnumber eq 'S5000001'")}`)).text).toBe('1');
  });

  it('3.2 totalrecordcount is annotated on demand, and -1 without $count', async () => {
    const headers = { Prefer: 'odata.include-annotations="Microsoft.Dynamics.CRM.*"' };
    const counted = jsonOf(await site.get('accounts?$select=name&$top=1&$count=true', headers));
    expect(counted['@Microsoft.Dynamics.CRM.totalrecordcount']).toBe(5000);
    expect(counted['@Microsoft.Dynamics.CRM.totalrecordcountlimitexceeded']).toBe(true);
    expect(jsonOf(await site.get('accounts?$select=name&$top=1', headers))['@Microsoft.Dynamics.CRM.totalrecordcount']).toBe(-1);
  });

  it('3.2 RetrieveTotalRecordCount counts everything', async () => {
    const body = jsonOf(await site.get(`RetrieveTotalRecordCount(EntityNames=@p)?@p=${encoded("['account']")}`));
    expect(body.EntityRecordCountCollection).toMatchObject({ Keys: ['account'], Values: [5200] });
  });
});
