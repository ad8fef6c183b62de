/** F-17: the token that everybody works with stops counting in the middle of a run; one sign-in for all workers, and nothing is lost or written twice. */
import type { ReviewView } from '@tandem/contracts/reviews';
import { eventually } from '@tandem/platform/testing/eventually';
import { Experiment } from '../experiment';
import { Scenario } from '../scenario';

const customers = 5_000;
const revocations = 2;

const inserted = ({ lines }: ReviewView): number => lines.find(({ mapping }) => mapping === 'CUSTOMER')?.toSales?.counters.inserted ?? 0;

/** Takes the tokens of both systems away again and again while customers are being created, each time after the one before has been met; answers how often. */
async function revokeWhileItRuns({ connection, sales, businessCentral }: Experiment, { id }: ReviewView): Promise<number> {
  let created = 0;
  const moreCreated = async (): Promise<boolean> => {
    const now = inserted(await connection.send<ReviewView>('GET', `full-syncs/${id}`));
    return now > created && (created = now) > 0;
  };
  for (let done = 0; done < revocations; done++) {
    await eventually(moreCreated, { withinMs: 120_000, everyMs: 100 });
    const before = await sales.signIns();
    await Promise.all([sales.revokeTokens(), businessCentral.revokeTokens()]);
    await eventually(async () => (await sales.signIns()) > before, { withinMs: 30_000, everyMs: 50 });
  }
  return revocations;
}

export const theTokenIsNoLongerAccepted: Scenario = {
  id: 'F-17',
  sentence: 'Tokens stop counting in the middle of a run: one sign-in for all workers each time, and nothing is lost or written twice',
  length: { real: 'once an hour', compressed: `${revocations} times in one run of ${customers} customers` },
  async run(experiment) {
    const { sales, businessCentral } = experiment;
    await experiment.prepare({ customers });
    await experiment.connect();
    const [salesBefore, businessCentralBefore] = await Promise.all([sales.signIns(), businessCentral.signIns()]);
    const review = await experiment.startFullSync();
    const revoked = await revokeWhileItRuns(experiment, review);
    await experiment.untilFinished(review);
    const { duplicates } = await experiment.settle();
    const signIns = {
      sales: (await sales.signIns()) - salesBefore,
      businessCentral: (await businessCentral.signIns()) - businessCentralBefore,
    };
    // The first run after a connection has been made signs in as well.
    for (const [side, count] of Object.entries(signIns))
      experiment.expect(count <= revoked + 1, `${count} sign-ins to ${side} after ${revoked} revocations: more than one for all workers`);
    experiment.expect(signIns.sales >= revoked, `only ${signIns.sales} of ${revoked} revocations were met`);
    const { state } = await experiment.gateway.send<{ state: string }>('GET', `/connections/${experiment.connection.id}`);
    experiment.expect(state === 'enabled', `the connection is ${state}`);
    return { revoked, salesSignIns: signIns.sales, businessCentralSignIns: signIns.businessCentral, duplicates };
  },
};
