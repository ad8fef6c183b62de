/** What has been synchronised stays as it is: nothing is written because a run happens again. */
import { Scene } from '../stage/scene';
import { stage } from '../stage/on-stage';

describe('when everything is in step', () => {
  let scene: Scene;

  beforeAll(async () => {
    scene = await Scene.open(stage());
    await scene.fullSync();
    await stage().restartServices();
  });

  afterAll(() => scene.close());

  const written = async (): Promise<number[]> => [(await scene.sales.history()).length, (await scene.businessCentral.history()).length];

  it('a run of what has changed, after all services were restarted, writes nothing on either side', async () => {
    const before = await written();
    const { items } = await scene.rest.send<{ items: { name: string }[] }>('GET', scene.path('/mappings'));
    for (const { name } of items) await scene.synchronize(name);
    expect(await written()).toEqual(before);
  });

  it('another full synchronisation writes nothing on either side', async () => {
    const before = await written();
    const { counters } = await scene.fullSync();
    expect(await written()).toEqual(before);
    expect(counters).toMatchObject({ inserted: 0, modified: 0, deleted: 0 });
  });
});
