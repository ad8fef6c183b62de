/** F-14: two workers send as fast as they can, far above what the service allows; together they use what is allowed and hardly ever more. */
import { performance } from 'node:perf_hooks';
import type { ReviewView } from '@tandem/contracts/reviews';
import { eventually } from '@tandem/platform/testing/eventually';
import { Experiment } from '../experiment';
import { paceOf, sentDuringPauses } from '../pace';
import { Scenario } from '../scenario';

/** Two pages, so that both workers write all the time. */
const customers = 8_000;
const windowSeconds = 10;
const requests = 600;
/** What each request during a pause adds to it: one second of 300 in life. */
const hammerSeconds = windowSeconds / 300;
/** Small requests, so that the number of requests is what binds; leases as in life, so that what has been claimed can be sent within them. */
const variables = {
  'sync-worker': { SALES_BATCH_SIZE: '2', REQUEST_TIMEOUT_MS: '5000' },
  'sync-orchestration': { LEASE_MS: '60000' },
};
const settlingMs = 20_000;
const measuredWindows = 2;
const mostRefused = 0.02;
const leastOfCeiling = 0.9;

/** Waits until the customers are on their way to Sales. */
async function untilWriting({ connection }: Experiment, { id }: ReviewView): Promise<void> {
  const isWriting = ({ lines }: ReviewView): boolean =>
    (lines.find(({ mapping }) => mapping === 'CUSTOMER')?.toSales?.counters.inserted ?? 0) > 0;
  await eventually(async () => isWriting(await connection.send<ReviewView>('GET', `full-syncs/${id}`)), {
    withinMs: 120_000,
    everyMs: 200,
  });
}

const untilTime = (milliseconds: number): Promise<unknown> =>
  eventually(() => performance.now() >= milliseconds, { withinMs: 120_000, everyMs: 50 });

export const farTooFastForTheLimits: Scenario = {
  id: 'F-14',
  sentence:
    'Two workers send as fast as they can, far above the limits: few refusals, silence when asked for it, nine tenths of the ceiling used',
  length: {
    real: '6,000 requests in 300 s, settled after 60 s',
    compressed: `${requests} requests in ${windowSeconds} s, settled after ${settlingMs / 1_000} s, measured for ${measuredWindows * windowSeconds} s`,
  },
  async run(experiment) {
    await experiment.stage.restartWith(variables);
    await experiment.prepare({ customers });
    const proxy = await experiment.proxyBefore('sales');
    await experiment.connect({ sales: proxy });
    const review = await experiment.startFullSync();
    await untilWriting(experiment, review);
    await experiment.sales.limit({ enabled: true, requests, windowSeconds, hammerSeconds });
    const from = performance.now() + settlingMs;
    const until = from + measuredWindows * windowSeconds * 1_000;
    await untilTime(until);
    await experiment.sales.limit({ enabled: false });
    const pace = paceOf(proxy.exchanges, { from, until });
    const hammered = sentDuringPauses(proxy.exchanges, { from, until });
    await experiment.untilFinished(review);
    const { duplicates } = await experiment.settle();
    const ofCeiling = pace.accepted / (measuredWindows * requests);
    const refusedShare = pace.refused / Math.max(1, pace.accepted + pace.refused);
    experiment.expect(refusedShare <= mostRefused, `${pace.refused} of ${pace.accepted + pace.refused} requests were refused with 429`);
    experiment.expect(ofCeiling >= leastOfCeiling, `only ${Math.round(ofCeiling * 100)} % of the ceiling were used`);
    experiment.expect(hammered === 0, `${hammered} requests were sent while the service had asked for silence`);
    return { ...pace, ofCeiling: round(ofCeiling), refusedShare: round(refusedShare), sentDuringPauses: hammered, duplicates };
  },
};

const round = (share: number): number => Math.round(share * 1_000) / 1_000;
