import { join } from 'node:path';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { solutionPackage } from '../../../../sales-solution/src/solution-package';
import { administratorApplication, integrationApplication } from '../../dataverse/sample/identities';
import { DataverseSite, encoded, errorOf, jsonOf, rowsOf } from './dataverse-site';

/** Section 10: solutions. What the wire page leaves open is said in README.md. */

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
const tandem = (version = '1.0.0.0'): Uint8Array => solutionPackage(join(__dirname, '../../../../sales-solution/source'), version);

/** The package with one of its files changed, or without it. */
function changed(name: string, change: (text: string) => string | undefined): string {
  const { [name]: content, ...others } = unzipSync(tandem());
  const text = change(strFromU8(content as Uint8Array));
  return base64(zipSync(text === undefined ? others : { ...others, [name]: strToU8(text) }));
}

describe('Dataverse imports solutions', () => {
  let site: DataverseSite;

  beforeEach(async () => {
    site = await DataverseSite.start({ sample: false, solution: false });
    await site.signIn(administratorApplication);
    await site.control('PUT', 'clock', { frozen: true });
  });
  afterEach(() => site.stop());

  const asAdministrator = () => site.bearer(administratorApplication);
  const get = (path: string) => site.get(path, asAdministrator());
  const import_ = (file: string, headers = asAdministrator()) =>
    site.send('POST', 'ImportSolutionAsync', {
      headers,
      body: `{"OverwriteUnmanagedCustomizations":false,"PublishWorkflows":true,"CustomizationFile":"${file}"}`,
    });
  const begun = async (file = base64(tandem())) => jsonOf(await import_(file)) as { AsyncOperationId: string; ImportJobKey: string };
  const later = (milliseconds: number) => site.control('PUT', 'clock', { advanceMilliseconds: milliseconds });
  const operation = async ({ AsyncOperationId: id }: { AsyncOperationId: string }) =>
    jsonOf(await get(`asyncoperations(${id})?$select=statecode,statuscode,message`));
  const imported = async (file?: string) => {
    const ids = await begun(file);
    await later(2_000);
    return operation(ids);
  };
  const installed = async () =>
    rowsOf(await get(`solutions?$select=version&$filter=${encoded("uniquename eq 'tandem_salesintegration'")}`));

  it('without the solution there are neither its columns and tables nor its roles', async () => {
    expect(await installed()).toEqual([]);
    expect(errorOf(await get('accounts?$select=tandem_companyid'))).toMatchObject({ status: 400, code: '0x0' });
    expect((await get('tandem_connections')).status).toBe(404);
    expect(rowsOf(await get(`roles?$filter=${encoded("startswith(name,'Tandem')")}`))).toEqual([]);
    expect(errorOf(await site.get('accounts'))).toMatchObject({ status: 403, code: '0x80042f09' });
  });

  it('10 an import goes on in the background: running, with progress, then succeeded', async () => {
    const ids = await begun();
    expect(await operation(ids)).toMatchObject({ statecode: 2, statuscode: 20 });
    await later(500);
    const job = `importjobs(${ids.ImportJobKey})?$select=progress,data,completedon`;
    expect(jsonOf(await get(job))).toMatchObject({ progress: 25, completedon: null });
    expect(await installed()).toEqual([]);
    await later(1_500);
    expect(await operation(ids)).toMatchObject({ statecode: 3, statuscode: 30, message: null });
    expect(jsonOf(await get(job))).toMatchObject({ progress: 100, completedon: expect.any(String) });
    expect(await installed()).toMatchObject([{ version: '1.0.0.0' }]);
  });

  it('the columns and tables of the package can be written, its keys address rows', async () => {
    await imported();
    const account = '{"name":"A","accountnumber":"10000","customertypecode":3,"tandem_companyid":"c1"}';
    const send = (set: string, body: string) => site.send('POST', set, { body, headers: asAdministrator() });
    expect((await send('accounts', account)).status).toBe(204);
    expect((await get("accounts(tandem_companyid='c1',accountnumber='10000',customertypecode=3)")).status).toBe(200);
    expect(errorOf(await send('accounts', account))).toMatchObject({ status: 412, code: '0x80060892' });
    expect((await send('accounts', account.replace('"customertypecode":3', '"customertypecode":11'))).status).toBe(204);
    expect((await send('tandem_accountstatisticses', '{"tandem_name":"A","tandem_balance":12.5}')).status).toBe(204);
    expect(rowsOf(await get('tandem_accountstatisticses?$select=tandem_balance,tandem_balance_base'))).toMatchObject([
      { tandem_balance: 12.5 },
    ]);
    expect((await get("EntityDefinitions(LogicalName='tandem_connection')/Attributes(LogicalName='tandem_companyid')")).status).toBe(200);
  });

  it('a key whose columns are not unique among the rows fails, the import does not', async () => {
    const twice = '{"name":"A","accountnumber":"10000","customertypecode":3}';
    for (const body of [twice, twice]) await site.send('POST', 'accounts', { body, headers: asAdministrator() });
    const without = changed('customizations.xml', (text) => text.replace('<AttributeName>tandem_companyid</AttributeName>', ''));
    expect(await imported(without)).toMatchObject({ statuscode: 30 });
    const keys = rowsOf(await get("EntityDefinitions(LogicalName='account')/Keys"));
    expect(keys).toMatchObject([{ LogicalName: 'tandem_customer', EntityKeyIndexStatus: 'Failed' }]);
  });

  it('a role of the package gives its privileges to who holds it', async () => {
    await imported();
    const [role] = rowsOf(await get(`roles?$select=roleid&$filter=${encoded("name eq 'Tandem Integration User'")}`));
    const [user] = rowsOf(await get(`systemusers?$select=systemuserid&$filter=applicationid%20eq%20${integrationApplication.clientId}`));
    const body = JSON.stringify({ '@odata.id': `${site.api}/roles(${String(role?.roleid)})` });
    const path = `systemusers(${String(user?.systemuserid)})/systemuserroles_association/$ref`;
    expect((await site.send('POST', path, { body, headers: asAdministrator() })).status).toBe(204);
    expect((await site.send('POST', 'accounts', { body: '{"name":"B"}' })).status).toBe(204);
  });

  it('a later version replaces an earlier one and keeps roles and rows', async () => {
    await imported();
    await imported(base64(tandem('1.1.0.0')));
    expect(await installed()).toMatchObject([{ version: '1.1.0.0' }]);
    expect(rowsOf(await get(`roles?$filter=${encoded("name eq 'Tandem Integration User'")}`))).toHaveLength(1);
  });

  it('another import is refused while one runs, and accepted afterwards', async () => {
    const first = await begun();
    expect(errorOf(await import_(base64(tandem())))).toMatchObject({ status: 400, code: '0x80071151' });
    await later(2_000);
    expect(await operation(first)).toMatchObject({ statuscode: 30 });
    expect((await import_(base64(tandem()))).status).toBe(200);
  });

  it('10 importing needs its privilege', async () => {
    await imported();
    await site.control('PUT', `users/${integrationApplication.clientId}`, { roles: ['Tandem Integration User'] });
    expect(errorOf(await import_(base64(tandem()), site.bearer()))).toMatchObject({ status: 403, code: '0x80040220' });
  });

  it('10 ImportSolution answers when all is done', async () => {
    const ImportJobId = '11111111-2222-4333-8444-555555555555';
    const body = JSON.stringify({ CustomizationFile: base64(tandem()), ImportJobId });
    expect((await site.send('POST', 'ImportSolution', { body, headers: asAdministrator() })).status).toBe(204);
    expect(await installed()).toHaveLength(1);
    expect(jsonOf(await get(`importjobs(${ImportJobId})?$select=progress`))).toMatchObject({ progress: 100 });
  });

  describe('the web hooks of a package', () => {
    const upload = async (PublishWorkflows: boolean) => {
      const ImportJobId = '11111111-2222-4333-8444-555555555556';
      const body = JSON.stringify({ CustomizationFile: base64(tandem()), ImportJobId, PublishWorkflows });
      await site.send('POST', 'ImportSolution', { body, headers: asAdministrator() });
    };
    const steps = async () =>
      rowsOf(
        await get(
          'sdkmessageprocessingsteps?$select=name,mode,stage,statecode&$expand=eventhandler_serviceendpoint($select=name,contract),sdkmessageid($select=name),sdkmessagefilterid($select=primaryobjecttypecode)',
        ),
      );

    it('10 steps lead to the endpoint, after the change and in the background, and are switched off unless the import publishes them', async () => {
      await upload(false);
      expect(await steps()).toContainEqual(
        expect.objectContaining({
          name: 'Tandem: Update of account',
          ...{ mode: 1, stage: 40, statecode: 1 },
          eventhandler_serviceendpoint: expect.objectContaining({ name: 'Tandem change notifications', contract: 8 }),
          sdkmessageid: expect.objectContaining({ name: 'Update' }),
          sdkmessagefilterid: expect.objectContaining({ primaryobjecttypecode: 'account' }),
        }),
      );
    });

    it('10 steps are switched on where the import publishes them, and stay as they are with the next import', async () => {
      await upload(true);
      const first = await steps();
      expect(first.every(({ statecode }) => statecode === 0)).toBe(true);
      await upload(false);
      expect(await steps()).toEqual(first);
    });
  });

  const broken: ReadonlyArray<readonly [why: string, message: string, file: () => string]> = [
    ['that is no archive', 'no archive', () => base64(strToU8('not a zip'))],
    ['without a manifest', 'holds no solution.xml', () => changed('solution.xml', () => undefined)],
    ['without content types', 'no [Content_Types].xml', () => changed('[Content_Types].xml', () => undefined)],
    ['with a file of an unknown type', 'no type for', () => changed('[Content_Types].xml', (text) => text.replace('"js"', '"css"'))],
    ['that is not well formed', 'not well formed', () => changed('customizations.xml', (text) => text.replace('</Roles>', ''))],
    ['with a bare ampersand', 'no entity', () => changed('solution.xml', (text) => text.replace('Tandem Sales', 'Tandem & Sales'))],
    ['whose version is no version', 'four numbers', () => changed('solution.xml', (text) => text.replace('1.0.0.0', '1.0'))],
    [
      'that lists what it does not hold',
      'root component',
      () => changed('customizations.xml', (text) => text.replace('tandem_/availability.js', 'x')),
    ],
    [
      'with a step on a table that does not exist',
      'message and a table',
      () => changed('customizations.xml', (text) => text.replace('<PrimaryEntity>contact<', '<PrimaryEntity>nonsense<')),
    ],
    [
      'with a step that leads nowhere',
      'no endpoint of the package',
      () => changed('customizations.xml', (text) => text.replace('<EventHandlerTypeCode>4618<', '<EventHandlerTypeCode>4602<')),
    ],
    ['that lacks a web resource', 'web resource', () => changed('WebResources/tandem_availability.js', () => undefined)],
    [
      'with a key on a column that nobody has',
      'does not exist',
      () => changed('customizations.xml', (text) => text.replace('>accountnumber<', '>nonsense<')),
    ],
    [
      'with a privilege that does not exist',
      'privilege',
      () => changed('customizations.xml', (text) => text.replace('prvReadAccount', 'prvReadNonsense')),
    ],
    [
      "with a column without the publisher's prefix",
      'prefix',
      () => changed('solution.xml', (text) => text.replace('>tandem</CustomizationPrefix>', '>other</CustomizationPrefix>')),
    ],
  ];

  it.each(broken)('a package %s fails and changes nothing', async (_why, message, file) => {
    expect(await imported(file())).toMatchObject({ statecode: 3, statuscode: 31, message: expect.stringContaining(message) });
    expect(await installed()).toEqual([]);
    expect((await get('accounts?$select=tandem_companyid')).status).toBe(400);
  });

  it('a reset says whether the solution is there', async () => {
    await site.control('POST', 'reset', { sample: false, solution: true });
    await site.signIn(administratorApplication);
    expect(await installed()).toHaveLength(1);
    await site.control('POST', 'reset', { sample: false });
    await site.signIn(administratorApplication);
    expect(await installed()).toEqual([]);
  });
});
