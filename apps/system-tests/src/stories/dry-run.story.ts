/** A dry run tells beforehand, line by line, what the real run will do, and writes nothing. */
import type { RunCounters } from '@tandem/contracts/jobs';
import type { ReviewView } from '@tandem/contracts/reviews';
import { Scene, SceneOptions } from '../stage/scene';
import { stage } from '../stage/on-stage';

const amount = process.env['FULL'] ? 5_000 : 1_000;

/** Customers of both systems, some of them in Sales only, some with other values there, and people of theirs. */
const manyRecords: SceneOptions = {
  generate: {
    businessCentral: { customers: amount, vendors: 50, contacts: amount / 5, seed: 11 },
    sales: { matches: amount / 2, conflicts: amount / 20, accounts: amount / 5, contacts: amount / 5, seed: 11 },
  },
};

type Counted = Readonly<Record<string, RunCounters | undefined>>;

/** The counters of a review, by line and direction. */
const countersOf = ({ lines }: ReviewView): Counted =>
  Object.fromEntries(
    lines.flatMap(({ mapping, toSales, fromSales }) => [
      [`${mapping} to Sales`, toSales?.counters],
      [`${mapping} from Sales`, fromSales?.counters],
    ]),
  );

const written = async ({ sales, businessCentral }: Scene): Promise<number[]> => [
  (await sales.history()).length,
  (await businessCentral.history()).length,
];

describe.each([
  ['CRONUS', {}],
  [`${amount} made-up customers`, manyRecords],
])('a dry run on %s', (_, options: SceneOptions) => {
  let scene: Scene;
  let dry: ReviewView;

  beforeAll(async () => {
    scene = await Scene.open(stage(), options);
    dry = await scene.fullSync({ dryRun: true });
  });

  afterAll(() => scene.close());

  it('writes nothing to either system and couples nothing', async () => {
    expect([await written(scene), await scene.couplings()]).toEqual([[0, 0], []]);
  });

  it('counts what the real run then does, line by line and in each direction', async () => {
    const real = await scene.fullSync();
    expect(countersOf(dry)).toEqual(countersOf(real));
    expect(real.counters.inserted).toBeGreaterThan(100);
    expect(real.counters.waiting).toBeGreaterThan(50);
  });

  it('does so again after people have worked on both sides, with conflicts and with records that wait', async () => {
    await peopleWork(scene);
    const before = await written(scene);
    dry = await scene.fullSync({ dryRun: true });
    expect(await written(scene)).toEqual(before);
    const real = await scene.fullSync();
    expect(countersOf(dry)).toEqual(countersOf(real));
    expect(real.counters).toMatchObject({ conflict: expect.any(Number) as number, modified: expect.any(Number) as number });
    expect([real.counters.conflict >= 20, real.counters.modified >= 20, real.counters.waiting > 50]).toEqual([true, true, true]);
  });
});

/** Of sixty coupled customers twenty get different cities, twenty a street in Business Central, twenty a telephone number in Sales; others are new. */
async function peopleWork(scene: Scene): Promise<void> {
  const customers = (await scene.couplings('CUSTOMER')).slice(0, 60);
  const idsOf = (from: number) => customers.slice(from, from + 20);
  const inBusinessCentral = (key: string | undefined, values: object) => ({ table: 'customers', key, values: { ...values } });
  const inSales = (key: string | undefined, values: object) => ({ table: 'account', key, values: { ...values } });
  await scene.businessCentral.edit(
    ...idsOf(0).map(({ businessCentralId }) => inBusinessCentral(businessCentralId, { city: 'Leeds' })),
    ...idsOf(20).map(({ businessCentralId }) => inBusinessCentral(businessCentralId, { addressLine1: '1 New Street' })),
    ...[1, 2, 3].map((nth) => inBusinessCentral(undefined, { number: `NEW-${nth}`, displayName: `New ${nth}`, salespersonCode: 'RB' })),
  );
  await scene.sales.edit(
    ...idsOf(0).map(({ salesId }) => inSales(salesId, { address1_city: 'York' })),
    ...idsOf(40).map(({ salesId }) => inSales(salesId, { telephone1: '+44 20 7946 0002' })),
    ...[1, 2, 3].map((nth) => inSales(undefined, { name: `New in Sales ${nth}`, customertypecode: 3 })),
  );
}
