import { DataverseSite, encoded, errorOf, jsonOf, rowsOf, type WireAnswer } from './dataverse-site';

describe('Dataverse, section 3.3: paging', () => {
  let site: DataverseSite;
  beforeAll(async () => {
    site = await DataverseSite.start({ sample: false });
    await site.control('POST', 'generate', { accounts: 5100, seed: 3 });
  });
  afterAll(() => site.stop());

  const next = (answer: WireAnswer) => jsonOf(answer)['@odata.nextLink'] as string | undefined;
  const size = (count: number) => ({ Prefer: `odata.maxpagesize=${count}` });

  async function readAll(path: string, headers: Record<string, string>): Promise<string[]> {
    const ids: string[] = [];
    for (let url: string | undefined = path; url !== undefined;) {
      const answer: WireAnswer = await site.get(url, headers);
      ids.push(...rowsOf(answer).map(({ accountid }) => String(accountid)));
      url = next(answer);
    }
    return ids;
  }

  it('3.3 a page holds 5,000 rows unless a smaller size is preferred', async () => {
    expect(rowsOf(await site.get('accounts?$select=name'))).toHaveLength(5000);
    expect(rowsOf(await site.get('accounts?$select=name', size(7000)))).toHaveLength(5000);
    expect(rowsOf(await site.get('accounts?$select=name', size(3)))).toHaveLength(3);
  });

  it('3.3 the next link is absolute, keeps the query and carries an XML cookie', async () => {
    const link = next(await site.get('accounts?$select=name&$filter=statecode%20eq%200', size(10))) ?? '';
    expect(link).toMatch(new RegExp(`^${site.api}/accounts\\?\\$select=name&\\$filter=statecode%20eq%200&\\$skiptoken=`));
    const cookie = decodeURIComponent(link.split('$skiptoken=')[1] ?? '');
    expect(cookie).toMatch(/^<cookie pagenumber="2" pagingcookie="%253Ccookie%2520page%253D%25221%2522.*" istracking="False" \/>$/);
  });

  it('3.3 following the links reads each row once, in any order', async () => {
    expect(new Set(await readAll('accounts?$select=accountid', size(1000))).size).toBe(5100);
    const byCity = await readAll('accounts?$select=accountid&$orderby=address1_city%20desc', size(1500));
    expect([byCity.length, new Set(byCity).size]).toEqual([5100, 5100]);
  });

  it('3.3 the cookie is key-based: a row inserted behind the place is read, one before it is skipped', async () => {
    const first = await site.get('accounts?$select=accountid&$filter=startswith(name,%27Paged%27)', size(1));
    expect(rowsOf(first)).toEqual([]);
    const insert = (id: string) => site.create('accounts', `{"accountid":"${id}","name":"Paged ${id[0]}"}`);
    for (const digit of ['2', '4', '8']) await insert(`${digit}0000000-0000-4000-8000-000000000000`);
    const page = await site.get('accounts?$select=accountid&$filter=startswith(name,%27Paged%27)', size(2));
    await insert('30000000-0000-4000-8000-000000000000');
    await insert('60000000-0000-4000-8000-000000000000');
    const rest = rowsOf(await site.get(next(page) ?? '', size(10))).map(({ accountid }) => String(accountid)[0]);
    expect(rest).toEqual(['6', '8']);
  });

  it('3.3 a cookie that was edited is refused', async () => {
    expect(errorOf(await site.get(`accounts?$select=name&$skiptoken=${encoded('<cookie pagenumber="2" />')}`)).status).toBe(400);
  });
});

describe('Dataverse, section 3.4: expand', () => {
  let site: DataverseSite;
  beforeAll(async () => void (site = await DataverseSite.start()));
  afterAll(() => site.stop());

  const account = 'ec337f6a-e162-5452-b03b-333515564d16';

  it('3.4 lookups and collections expand with their own options', async () => {
    const row = jsonOf(
      await site.get(
        `accounts(${account})?$select=name&$expand=primarycontactid($select=fullname),contact_customer_accounts($select=fullname;$filter=statecode eq 0;$orderby=fullname;$top=1)`.replaceAll(
          ' ',
          '%20',
        ),
      ),
    );
    expect(row.primarycontactid).toMatchObject({ fullname: 'Yvonne McKay (sample)' });
    expect(row.contact_customer_accounts).toHaveLength(1);
    expect(row['contact_customer_accounts@odata.nextLink']).toMatch(/contact_customer_accounts\?\$select=fullname$/);
  });

  it('3.4 expanding a user shows both systemuserid and ownerid', async () => {
    const row = jsonOf(await site.get(`accounts(${account})?$select=name&$expand=createdby($select=fullname)`)) as {
      createdby: Record<string, unknown>;
    };
    expect(row.createdby.ownerid).toBe(row.createdby.systemuserid);
  });

  it('3.4 a reference is expanded for lookups only', async () => {
    const row = jsonOf(await site.get(`accounts(${account})?$select=name&$expand=primarycontactid/$ref`));
    expect(row.primarycontactid).toEqual({ '@odata.id': `${site.api}/contacts(83230910-de33-5528-b4c3-3bfea55597d6)` });
    expect(errorOf(await site.get('accounts?$expand=contact_customer_accounts/$ref'))).toMatchObject({ status: 400, code: '0x80060888' });
  });

  it('3.4 nested expansion pages the children when a page size is preferred, and then refuses $top and $orderby', async () => {
    const path = 'accounts?$select=name&$expand=contact_customer_accounts($select=fullname;$expand=parentcustomerid_account($select=name))';
    const [row] = rowsOf(await site.get(`${path}&$filter=contact_customer_accounts/any()`, { Prefer: 'odata.maxpagesize=1' }));
    expect(row?.contact_customer_accounts).toHaveLength(1);
    const refused = await site.get('accounts?$expand=contact_customer_accounts($top=1;$expand=parentcustomerid_account($select=name))', {
      Prefer: 'odata.maxpagesize=1',
    });
    expect(errorOf(refused)).toMatchObject({ status: 400, code: '0x80060888' });
  });

  it('3.4 more than 15 expansions, an option not allowed inside, N:N with others are refused', async () => {
    const many = Array.from({ length: 16 }, () => 'primarycontactid').join(',');
    for (const expand of [many, 'primarycontactid($skip=1)', 'primarycontactid($count=true)', 'primarycontactid($levels=2)']) {
      expect(errorOf(await site.get(`accounts?$expand=${expand}`))).toMatchObject({ status: 400, code: '0x80060888' });
    }
    expect((await site.get('systemusers?$expand=systemuserroles_association($select=name)')).status).toBe(200);
    expect((await site.get('systemusers?$expand=systemuserroles_association,businessunitid')).status).toBe(400);
    expect((await site.get('accounts?$expand=createdby($expand=systemuserroles_association)')).status).toBe(400);
  });
});
