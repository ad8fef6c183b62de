import * as identities from '../../dataverse/sample/identities';
import { DataverseSite, errorOf, jsonOf } from './dataverse-site';

describe('Dataverse, section 9: errors, and the types of columns', () => {
  let site: DataverseSite;
  beforeAll(async () => void (site = await DataverseSite.start()));
  afterAll(() => site.stop());

  const post = (body: string, set = 'accounts') => site.send('POST', set, { body });
  const stored = async (body: string, select: string, set = 'accounts') =>
    jsonOf(await site.get(`${set}(${await site.create(set, body)})?$select=${select}`));

  it('9 an error is code and message; all annotations add the details', async () => {
    expect(jsonOf(await site.get('nonsense'))).toEqual({
      error: { code: '0x8006088a', message: "Resource not found for the segment 'nonsense'." },
    });
    const { error } = jsonOf(await site.get('nonsense', { Prefer: 'odata.include-annotations="*"' })) as { error: object };
    expect(Object.keys(error)).toEqual([
      'code',
      'message',
      '@Microsoft.PowerApps.CDS.ErrorDetails.OperationStatus',
      '@Microsoft.PowerApps.CDS.ErrorDetails.SubErrorCode',
      '@Microsoft.PowerApps.CDS.HelpLink',
      '@Microsoft.PowerApps.CDS.TraceText',
      '@Microsoft.PowerApps.CDS.InnerError.Message',
    ]);
  });

  it('9 a text that is too long is 0x80044331 and names its limit', async () => {
    expect(errorOf(await post(`{"name":"${'x'.repeat(161)}"}`))).toEqual({
      status: 400,
      code: '0x80044331',
      message:
        "A validation error occurred. The length of the 'name' attribute of the 'account' entity exceeded the maximum allowed length of '160'.",
    });
    expect((await post(`{"name":"${'x'.repeat(160)}"}`)).status).toBe(204);
  });

  it('9 a choice out of range is 0x8004431A', async () => {
    expect(errorOf(await post('{"name":"A","paymenttermscode":99}'))).toMatchObject({ status: 400, code: '0x8004431A' });
  });

  it('9 state and status that do not fit are 0x80048408', async () => {
    expect(errorOf(await post('{"name":"A","statecode":0,"statuscode":2}'))).toMatchObject({ status: 400, code: '0x80048408' });
  });

  it.each([
    '{"name":5}',
    '{"creditlimit":"12"}',
    '{"donotphone":"true"}',
    '{"numberofemployees":1.5}',
    '{"lastusedincampaign":"soon"}',
    '{"accountid":"x"}',
    '[]',
    '{',
    'null',
  ])('9 the body %s is identified as a wrong payload', async (body) =>
    expect(errorOf(await post(body))).toMatchObject({ status: 400, code: '0x80048d19' }),
  );

  it('9 a missing privilege is 403 0x80040220 and named', async () => {
    await site.signIn(identities.ownRowsApplication);
    const answer = errorOf(
      await site.send('POST', 'accounts', { body: '{"name":"A"}', headers: site.bearer(identities.ownRowsApplication) }),
    );
    expect(answer).toMatchObject({ status: 403, code: '0x80040220' });
    expect(answer.message).toMatch(
      /^Principal user \(Id=[0-9a-f-]{36}, type=8\) is missing prvCreateAccount privilege .*OTC=1 for entity 'account'/,
    );
  });

  it('11.1 empty texts become null, dates are UTC seconds, money and decimals are numbers', async () => {
    expect(
      await stored(
        '{"name":"","fax":"1","creditlimit":12.5,"lastonholdtime":"2026-05-01T10:00:00.789+02:00","lastusedincampaign":"2026-05-01"}',
        'name,fax,creditlimit,lastonholdtime,lastusedincampaign',
      ),
    ).toMatchObject({
      name: null,
      fax: '1',
      creditlimit: 12.5,
      lastonholdtime: '2026-05-01T08:00:00Z',
      lastusedincampaign: '2026-05-01',
    });
  });

  it('11.1 money has its value in the base currency beside it, read-only', async () => {
    const gbp = '65c07bb4-412b-5094-8c6f-f2c4baaf9793';
    const row = await stored(
      `{"name":"Money","creditlimit":100,"creditlimit_base":1,"transactioncurrencyid@odata.bind":"/transactioncurrencies(${gbp})"}`,
      'creditlimit,creditlimit_base,exchangerate',
    );
    expect(row).toMatchObject({
      creditlimit: 100,
      exchangerate: 0.648824,
      creditlimit_base: Math.round((100 / 0.648824) * 10_000) / 10_000,
    });
  });

  it("11.1 stamps are the platform's; overriddencreatedon sets createdon on create only", async () => {
    const row = await stored(
      '{"name":"Stamped","createdon":"2001-01-01T00:00:00Z","modifiedon":"2001-01-01T00:00:00Z"}',
      'createdon,modifiedon,_createdby_value',
    );
    expect(String(row.createdon) > '2020').toBe(true);
    expect(row._createdby_value).not.toBeNull();
    expect(await stored('{"name":"Old","overriddencreatedon":"2001-01-01T00:00:00Z"}', 'createdon')).toMatchObject({
      createdon: '2001-01-01T00:00:00Z',
    });
  });

  it('11.1 texts survive as they are: quotes, emoji, right-to-left; control characters and lone surrogates are refused', async () => {
    const name = 'a"b\\c \u00e9 \u05d0\u05d1 \u{1f600}';
    expect((await stored(JSON.stringify({ name }), 'name')).name).toBe(name);
    expect((await post('{"name":"nul \\u0000"}')).status).toBe(400);
    expect((await post('{"name":"lone \\ud800"}')).status).toBe(400);
  });

  it('11.1 numbers out of range and dates before 1753 are refused', async () => {
    for (const body of [
      '{"creditlimit":1e300}',
      '{"creditlimit":1e400}',
      '{"numberofemployees":3000000000}',
      '{"lastonholdtime":"0001-01-01T00:00:00Z"}',
    ])
      expect((await post(body)).status).toBe(400);
    expect((await stored('{"name":"Zero","creditlimit":-0}', 'creditlimit')).creditlimit).toBe(0);
  });

  it('11.1 fullname is computed from first and last name', async () => {
    expect(await stored('{"firstname":"Ada","lastname":"Berg"}', 'fullname', 'contacts')).toMatchObject({ fullname: 'Ada Berg' });
  });
});
