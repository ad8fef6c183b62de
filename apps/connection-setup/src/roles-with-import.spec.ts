import { disableConnection } from '@tandem/contracts/connection';
import { SalesSystem } from '@tandem/contracts/connection-body';
import { BothSystems } from './both-systems.fixture';
import { ImportOnStage } from './solution-import.fixture';

describe("what the administrator gives to others with an import of Tandem's solution", () => {
  let systems: BothSystems;
  let stage: ImportOnStage;

  beforeAll(async () => {
    systems = await BothSystems.start();
  });
  afterAll(() => systems.stop());

  beforeEach(async () => {
    stage = await ImportOnStage.set(systems);
  });

  describe('where a team shall own the rows', () => {
    const owningTeam = async () => (await systems.read(stage.connection.id)).options.owningTeamId;

    it('gives the company a business unit and a team of its own, which owns rows from then on; a second import changes nothing', async () => {
      stage.connection = await systems.create({ options: { ownership: 'team' } });
      await stage.begin();
      expect(await stage.ended()).toMatchObject({ state: 'succeeded' });
      const { facts } = await systems.enable(stage.connection.id);
      const unit = `CRONUS International Ltd. (${facts?.companyId})`;
      const team = (await stage.rows('team')).find(({ name }) => name === `BCI - ${unit}`);
      expect((await stage.rows('businessunit')).map(({ name }) => name)).toContain(unit);
      expect(await owningTeam()).toBe(team?.teamid);
      await systems.running.bus.ask(disableConnection, { connectionId: stage.connection.id });
      await stage.begin();
      await stage.ended();
      expect((await stage.rows('team')).filter(({ name }) => name === team?.name)).toHaveLength(1);
      expect(await owningTeam()).toBe(team?.teamid);
    });

    it('leaves the team that somebody has chosen', async () => {
      const [chosen] = (await stage.rows('team')).map(({ teamid }) => teamid);
      stage.connection = await systems.create({ options: { ownership: 'team', owningTeamId: chosen } });
      await stage.begin();
      await stage.ended();
      expect(await owningTeam()).toBe(chosen);
      expect(await stage.rows('businessunit')).toHaveLength(1);
    });

    it('makes no unit where people own rows', async () => {
      await stage.begin();
      await stage.ended();
      expect([await owningTeam(), await stage.rows('businessunit')]).toEqual([undefined, [expect.anything()]]);
    });
  });

  describe('gives no roles, says why, and leaves the solution installed where', () => {
    const refused = async (account: Partial<SalesSystem>, code: string, message = '') => {
      stage.connection = await systems.create({ sales: { clientId: undefined, clientSecret: undefined, ...account } });
      await stage.begin();
      const { state, assignedRoles, problem } = await stage.ended();
      expect([state, assignedRoles]).toEqual(['failed', []]);
      expect(problem).toMatchObject({ code, message: expect.stringContaining(message), help: expect.stringMatching(/^[A-Z].+\.$/) });
      expect(await stage.installed()).toBeDefined();
      expect(await systems.read(stage.connection.id)).toEqual(stage.connection);
    };
    const person = async (email: string, values: object): Promise<Partial<SalesSystem>> => {
      const rows = await stage.rows('businessunit');
      const all = { fullname: 'Ira Integration', domainname: email, internalemailaddress: email, ...values };
      await systems.sales.edit({ table: 'systemuser', values: { ...all, _businessunitid_value: rows[0]?.businessunitid } });
      return { username: email, password: 'of Ira' };
    };

    it('Sales has no user for the app registration', async () =>
      refused(await systems.sales.account('Not a User Here'), 'setup.userNotFound'));

    it('Sales does not know the e-mail address of the integration user', () =>
      refused({ username: 'nobody@contoso.com', password: 'of nobody' }, 'setup.userNotFound'));

    it('the integration user is disabled', async () => refused(await systems.sales.account('Disabled User'), 'setup.userNotActive'));

    it('the integration user is a person without a licence', async () =>
      refused(await person('ira@contoso.com', { islicensed: false }), 'setup.userNotLicensed', 'Ira Integration'));

    it('a role was deleted in Sales', async () => {
      await systems.sales.control('POST', 'reset', { sample: false, solution: true });
      const rows = await stage.rows('role');
      const key = rows.find(({ name }) => name === 'Tandem Integration User')?.roleid;
      await systems.sales.control('POST', 'edits', { edits: [{ table: 'role', key, remove: true }] });
      await refused(await systems.sales.account('Tandem Integration'), 'setup.roleMissing', 'Tandem Integration User');
    });

    it('Sales refuses to give them', async () => {
      const body = JSON.stringify({ error: { code: '0x80040220', message: 'Principal user is missing prvAssignRole privilege.' } });
      const match = { method: 'POST', path: 'systemuserroles_association' };
      await systems.sales.control('PUT', 'faults/no-assignment', { match, action: { kind: 'answer', status: 403, body } });
      await refused(await systems.sales.account('Tandem Integration'), 'setup.assignFailed', 'prvAssignRole');
      await systems.sales.control('DELETE', 'faults');
    });
  });
});
