/** A dry run tells beforehand, line by line, what the real run will do, and writes nothing. */
import type { RunCounters } from '@tandem/contracts/jobs';
import type { ReviewView } from '@tandem/contracts/reviews';
import { Scene, SceneOptions } from '../stage/scene';
import { stage } from '../stage/on-stage';

const amount = process.env['FULL'] ? 5_000 : 1_000;

/** Customers of both systems, some in Sales only, some that differ, more contacts than companies, and customers whose salesperson nobody is. */
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

describe.each([
  ['CRONUS', {}],
  [`${amount} made-up customers with conflicts and waits`, manyRecords],
])('a dry run on %s', (_, options: SceneOptions) => {
  let scene: Scene;
  let dry: ReviewView;

  beforeAll(async () => {
    scene = await Scene.open(stage(), options);
    dry = await scene.fullSync({ dryRun: true });
  });

  afterAll(() => scene.close());

  it('writes nothing to either system and couples nothing', async () => {
    expect([await scene.sales.history(), await scene.businessCentral.history(), await scene.couplings()]).toEqual([[], [], []]);
  });

  it('counts what the real run then does, line by line and in each direction', async () => {
    const real = await scene.fullSync();
    expect(countersOf(dry)).toEqual(countersOf(real));
  });
});
