/** Whoever gives Tandem something wrong is told what, why and what to do; and nothing has changed. */
import { demoConnection } from '../../../../tools/local/src/demo-connection';
import { Answer } from '../stage/rest';
import { Scene } from '../stage/scene';
import { stage } from '../stage/on-stage';

interface Account {
  readonly url: string;
  readonly clientId: string;
  readonly clientSecret: string;
}
interface Details {
  readonly sales: Account;
  readonly businessCentral: Account;
}

/** Nobody listens there. */
const nowhere = 'http://127.0.0.1:9';
/** A user of the simulated organisation who has no role, and one of the simulated environment without permission sets. */
const roleless = { clientId: '33333333-3333-4333-8333-333333333333', clientSecret: 'simulated-roleless-secret' };
const permissionless = { clientId: '6a1d2b8e-05c3-4a4f-9b72-3c8d0e1f5a26', clientSecret: 'simulated-permissionless-secret' };

const wrongConnections: readonly (readonly [string, (details: Details) => object, object])[] = [
  [
    'an address of Sales where nobody answers',
    ({ sales }) => ({ sales: { ...sales, url: nowhere, authority: nowhere } }),
    { code: 'setup.connectionFailed', reason: 'service.unreachable' },
  ],
  [
    'an address of Sales that its tenant does not know',
    ({ sales }) => ({ sales: { ...sales, url: nowhere } }),
    { code: 'setup.connectionFailed', reason: 'credentials.resourceUnknown' },
  ],
  [
    'an address of Business Central where nobody answers',
    ({ businessCentral }) => ({ businessCentral: { ...businessCentral, url: nowhere } }),
    { code: 'setup.connectionFailed', reason: 'service.unreachable' },
  ],
  [
    'a wrong secret for Sales',
    ({ sales }) => ({ sales: { ...sales, clientSecret: 'a-wrong-secret-for-sales' } }),
    { code: 'setup.connectionFailed', reason: 'credentials.secretWrong' },
  ],
  [
    'a wrong secret for Business Central',
    ({ businessCentral }) => ({ businessCentral: { ...businessCentral, clientSecret: 'a-wrong-secret-for-business-central' } }),
    { code: 'setup.connectionFailed', reason: 'credentials.secretWrong' },
  ],
  ['a user of Sales without role', ({ sales }) => ({ sales: { ...sales, ...roleless } }), { code: 'setup.noRoles' }],
  [
    'a user of Business Central without permission',
    ({ businessCentral }) => ({ businessCentral: { ...businessCentral, ...permissionless } }),
    { code: 'setup.connectionFailed', reason: 'access.permissionMissing' },
  ],
];

/** Code, cause and remedy, each for people to read. */
function expectProblem({ body, headers, status }: Answer): void {
  expect(headers.get('content-type')).toContain('application/problem+json');
  expect(body).toMatchObject({
    status,
    code: expect.stringMatching(/^[a-z][A-Za-z]*(\.[A-Za-z]+)+$/) as string,
    detail: expect.stringMatching(/\S+ \S+/) as string,
    help: expect.stringMatching(/\S+ \S+.*\.$/) as string,
    correlationId: expect.any(String) as string,
  });
}

describe('bad input', () => {
  let scene: Scene;

  beforeAll(async () => {
    scene = await Scene.open(stage());
  });

  afterAll(() => scene.close());

  const written = async (): Promise<number[]> => [(await scene.sales.history()).length, (await scene.businessCentral.history()).length];

  describe.each(wrongConnections)('a connection with %s', (_, wrong, expected) => {
    it('is not enabled, and its administrator is told why and what to do', async () => {
      const right = (await demoConnection(stage().stack.simulators)) as Details;
      const { id } = await scene.rest.send<{ id: string }>('POST', '/connections', { ...right, ...wrong(right), name: 'Not right' });
      const before = await scene.rest.send('GET', `/connections/${id}`);
      const refused = await scene.rest.ask('POST', `/connections/${id}/enable`, {});
      expectProblem(refused);
      expect(refused).toMatchObject({ status: 424, body: expected });
      expect(await scene.rest.send('GET', `/connections/${id}`)).toEqual(before);
      expect(before).toMatchObject({ enabled: false, state: 'disabled' });
      expect(await written()).toEqual([0, 0]);
      await scene.rest.send('DELETE', `/connections/${id}`);
    });
  });

  type Request = readonly [method: string, path: (of: (below: string) => string) => string, status: number, body?: object];
  const wrongRequests: readonly (readonly [string, Request])[] = [
    ['a connection with a property that nobody knows', ['POST', () => '/connections', 400, { name: 'Coloured', colour: 'blue' }]],
    ['a connection whose name is a number', ['POST', () => '/connections', 400, { name: 7 }]],
    ['a mapping that does not exist', ['GET', (of) => of('/mappings/UNICORN'), 404]],
    ['synchronising a mapping that does not exist', ['POST', (of) => of('/mappings/UNICORN/synchronize'), 404, {}]],
    ['a page size of -1', ['GET', (of) => of('/couplings?limit=-1'), 400]],
    ['a page size that is too large', ['GET', (of) => of('/issues?limit=501'), 400]],
    ['a list cursor that nobody gave out', ['GET', (of) => of('/jobs?cursor=forged'), 422]],
    ['a connection that does not exist', ['GET', () => '/connections/00000000-0000-4000-8000-000000000000/couplings', 404]],
    ['coupling records that do not exist', ['POST', (of) => of('/couplings'), 400, { mapping: 'CUSTOMER' }]],
    ['a body that is no JSON object', ['POST', () => '/connections', 400, []]],
  ];

  it.each(wrongRequests)('%s is refused', async (_, [method, pathIn, status, body]) => {
    const path = pathIn((below) => scene.path(below));
    const before = [await scene.rest.list('/connections'), await scene.couplings(), await written()];
    const refused = await scene.rest.ask(method, path, body);
    expectProblem(refused);
    expect(refused.status).toBe(status);
    expect([await scene.rest.list('/connections'), await scene.couplings(), await written()]).toEqual(before);
  });

  it('a request without token, or with a wrong one, learns nothing', async () => {
    const answers = await Promise.all(
      [{}, { authorization: 'Bearer tandem_wrong' }].map((headers) =>
        fetch(`${scene.rest.url}/connections`, { headers: headers as Record<string, string> }),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual([401, 401]);
    for (const answer of answers)
      expect(await answer.json()).toMatchObject({ code: expect.any(String) as string, help: expect.any(String) as string });
  });
});
