import { localService, LocalService, ReceivedRequest, Reply } from '../testing/local-service';
import { PartsForTest, partsFor } from '../testing/service-parts-for-test';
import { DataverseSecurityRoles } from './security-roles';

const unit = '93f09edc-bf89-51fb-9234-2d8db3bb69f6';
const user = '995a4134-1b5a-5255-9758-04bf14df20cb';
const role = '6f72df2f-a814-5645-bf17-46e44af915c1';

describe('giving security roles to a user of Dataverse', () => {
  let service: LocalService;
  let parts: PartsForTest;
  let roles: DataverseSecurityRoles;
  let answer: (request: ReceivedRequest) => Reply;

  beforeEach(async () => {
    service = await localService((request) => answer(request));
    parts = partsFor(service.url);
    roles = new DataverseSecurityRoles(parts);
  });
  afterEach(async () => {
    await parts.transport.close();
    await service.close();
  });

  const asked = (): string => service.requests.at(-1)?.decoded.replaceAll('+', ' ') ?? '';

  it('finds the user of an app registration, or of what people sign in with', async () => {
    const row = { systemuserid: user, fullname: '# Tandem', _businessunitid_value: unit, isdisabled: false, applicationid: role };
    answer = () => ({ json: { value: [row] } });
    expect(await roles.userOf({ applicationId: role })).toEqual({
      id: user,
      name: '# Tandem',
      businessUnitId: unit,
      isDisabled: false,
      isLicensed: false,
      isApplication: true,
    });
    expect(asked()).toContain(`applicationid eq ${role}`);
    await roles.userOf({ userName: "o'neil@contoso.com" });
    expect(asked()).toContain("domainname eq 'o''neil@contoso.com' or internalemailaddress eq 'o''neil@contoso.com'");
  });

  it("finds the copy of a role in the user's own business unit", async () => {
    answer = () => ({ json: { value: [{ roleid: role }] } });
    expect(await roles.roleIn(unit, 'Tandem Integration User')).toBe(role);
    expect(asked()).toContain(`name eq 'Tandem Integration User' and _businessunitid_value eq ${unit}`);
    answer = () => ({ json: { value: [] } });
    expect(await roles.roleIn(unit, 'Nonsense')).toBeNull();
  });

  it('assigns a role by reference', async () => {
    answer = () => ({ status: 204 });
    await roles.assign(user, role);
    expect(service.requests[0]).toMatchObject({
      method: 'POST',
      url: `/api/data/v9.2/systemusers(${user})/systemuserroles_association/$ref`,
      body: JSON.stringify({ '@odata.id': `${service.url}/api/data/v9.2/roles(${role})` }),
    });
  });

  it('a role that the user holds already stays; who may not assign is told so', async () => {
    answer = () => ({ status: 412, json: { error: { code: '0x80040237', message: 'Cannot insert duplicate key.' } } });
    await roles.assign(user, role);
    answer = () => ({ status: 403, json: { error: { code: '0x80040220', message: 'missing prvAssignRole' } } });
    await expect(roles.assign(user, role)).rejects.toMatchObject({ code: 'access.privilegeMissing' });
  });
});
