/** F-03: workers die after the service has committed their write and before they could say so; whoever comes next adopts what is there. */
import { dieAt } from '../fail-workers';
import { rewritten } from '../rewritten';
import { Scenario } from '../scenario';

const customers = 3_000;
const deathsWanted = 6;

export const killedAfterTheRemoteCommit: Scenario = {
  id: 'F-03',
  sentence: 'Workers are killed after the remote commit and before the local one: the existing rows are adopted, nothing is there twice',
  length: {
    real: 'one kill at the failpoint',
    compressed: `${deathsWanted} kills at the failpoint while ${customers} customers are synchronised`,
  },
  async run(experiment) {
    await experiment.prepare({ customers });
    await experiment.connect();
    const dying = await dieAt(experiment.stage.stack, { point: 'after-send', mode: 'kill', mapping: 'CUSTOMER' }, deathsWanted);
    const view = await experiment.fullSync().finally(() => dying.stop());
    const { deaths } = dying;
    const invariants = await experiment.settle();
    experiment.expect(deaths >= deathsWanted, `only ${deaths} of ${deathsWanted} workers died at the failpoint`);
    return {
      killsWithPageInHand: deaths,
      redone: await rewritten(experiment.sales),
      records: view.counters.seen,
      duplicates: invariants.duplicates,
    };
  },
};
