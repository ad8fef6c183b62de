/** Two connections side by side: through every operation that there is, what belongs to one does not exist for the other. */
import { randomUUID } from 'node:crypto';
import type { CouplingItem } from '@tandem/contracts/couplings';
import type { GuardView } from '@tandem/contracts/guards';
import type { JobView } from '@tandem/contracts/jobs';
import type { MatchStarted } from '@tandem/contracts/match-runs';
import { eventually } from '@tandem/platform/testing/eventually';
import { addressed, DescribedOperation, describedOperations } from '../stage/operations';
import { patient, Scene } from '../stage/scene';
import { stage } from '../stage/on-stage';

/** What an operation takes besides; the others take nothing. */
const bodies: readonly (readonly [path: RegExp, body: object])[] = [
  [/\/lines\/\{mapping\}$/, { excluded: true }],
  [/\/resolve$/, { choices: { displayName: 'sales' } }],
  [/\/assign$/, { assignee: 'Mallory' }],
];

/** Parameters that name something which every connection has. */
const everywhere: Readonly<Record<string, string>> = { mapping: 'CUSTOMER', step: 'survey' };

const myCompany = { id: randomUUID(), name: 'Fabrikam, Inc.' };

type Objects = Readonly<Record<string, string>>;

describe('what belongs to another connection', () => {
  let theirs: Scene;
  let mine: Scene;
  let objects: Objects;
  let operations: DescribedOperation[];

  beforeAll(async () => {
    theirs = await Scene.open(stage(), { generate: { businessCentral: { customers: 20, seed: 5 } } });
    const review = await theirs.fullSync();
    objects = { ...(await objectsOfTheirs()), reviewId: review.id };
    await theirs.businessCentral.addCompany(myCompany);
    mine = await Scene.beside(stage(), { companyName: myCompany.name });
    operations = (await describedOperations(stage().rest)).filter(
      ({ parameters }) => parameters.includes('connectionId') && parameters.some((name) => name in objects),
    );
  });

  afterAll(() => Promise.all([mine?.close(), theirs?.close()]));

  const first = async <Item extends { readonly id: string }>(path: string): Promise<Item> => {
    const [item] = await theirs.rest.list<Item>(theirs.path(path));
    if (!item) throw new Error(`There is nothing at ${path}.`);
    return item;
  };

  async function objectsOfTheirs(): Promise<Objects> {
    const madeUp = (await theirs.couplings('CUSTOMER')).filter(({ businessKey }) => businessKey?.startsWith('G'));
    await theirs.rest.send('PATCH', theirs.path('/mappings/CUSTOMER'), { deletionPolicy: 'deleteCounterpart' });
    await theirs.businessCentral.edit(...madeUp.map(({ businessCentralId: key }) => ({ table: 'customers', key, remove: true })));
    await theirs.synchronize('CUSTOMER');
    const { id: runId } = await theirs.rest.send<MatchStarted>('POST', theirs.path('/mappings/CUSTOMER/match'), { dryRun: true });
    await eventually(async () => (await theirs.rest.ask('GET', theirs.path(`/match-runs/${runId}`))).body['state'] === 'preview', patient);
    await theirs.untilIdle();
    return {
      couplingId: (await first<CouplingItem>('/couplings?state=coupled')).id,
      jobId: (await first<JobView>('/jobs?state=finished')).id,
      issueId: (await first('/issues?state=open')).id,
      guardId: (await first<GuardView>('/guards?state=open')).id,
      runId,
    };
  }

  /** Everything of theirs that an operation could change; a review says besides when it was read. */
  const everything = async (): Promise<unknown[]> => {
    const lists = ['/couplings', '/issues', '/jobs', '/guards', '/full-syncs'].map((path) => theirs.rest.list<object>(theirs.path(path)));
    return (await Promise.all(lists)).map((items) => items.map((item) => ({ ...item, revision: undefined })));
  };

  const ask = ({ method, path }: DescribedOperation, named: Objects) => {
    const body = bodies.find(([pattern]) => pattern.test(path))?.[1] ?? {};
    const address = addressed(path, { ...everywhere, ...named, connectionId: mine.connectionId });
    return stage().rest.ask(method, address, method === 'GET' || method === 'DELETE' ? undefined : body);
  };

  it('is something for each kind of object that operations name', async () => {
    const named = (await describedOperations(stage().rest)).flatMap(({ parameters }) =>
      parameters.includes('connectionId') ? parameters.filter((name) => name !== 'connectionId' && !(name in everywhere)) : [],
    );
    expect([...new Set(named)].sort()).toEqual(Object.keys(objects).sort());
    expect(operations.length).toBeGreaterThan(25);
  });

  it('is not found by any operation, like something that never existed, and nothing of it changes', async () => {
    const before = await everything();
    const unknown = Object.fromEntries(Object.keys(objects).map((name) => [name, randomUUID()]));
    for (const operation of operations) {
      const [foreign, missing] = [await ask(operation, objects), await ask(operation, unknown)];
      const what = `${operation.method} ${operation.path}`;
      expect([what, foreign.status, foreign.body['code']]).toEqual([what, 404, missing.body['code']]);
    }
    expect(await everything()).toEqual(before);
  });

  it('is left alone where many are named at once', async () => {
    const before = await everything();
    const { issueId, couplingId } = objects;
    await mine.rest.send('POST', mine.path('/issues/retry'), { ids: [issueId] });
    await mine.rest.send('POST', mine.path('/issues/dismiss'), { ids: [issueId] });
    await mine.rest.send('POST', mine.path('/issues/assign'), { ids: [issueId], assignee: 'Mallory' });
    await mine.rest.send('POST', mine.path('/couplings/uncouple'), { couplingIds: [couplingId] });
    expect(await everything()).toEqual(before);
  });

  it('is in none of its lists', async () => {
    const ids = new Set(Object.values(objects));
    for (const path of ['/couplings', '/issues', '/jobs', '/guards', '/full-syncs']) {
      const items = await mine.rest.list<{ id: string }>(mine.path(path));
      expect([path, items.filter(({ id }) => ids.has(id))]).toEqual([path, []]);
    }
  });
});
