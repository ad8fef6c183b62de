/** F-04: answers of both systems are lost on the way; what has happened is found out before anything is sent again. */
import { isWrite, PassedExchange } from '../proxy/passed-exchange';
import { Scenario } from '../scenario';

const customers = 3_000;
const share = 0.05;
const fewestLostWrites = 3;

const lost = (exchanges: readonly PassedExchange[]): PassedExchange[] => exchanges.filter(({ fate }) => fate === 'dropped');

export const responsesLostAfterTheCommit: Scenario = {
  id: 'F-04',
  sentence: 'One answer in twenty is lost after the service has done the work: the retry changes nothing, nothing is there twice',
  length: { real: '5 % of the answers', compressed: `5 % of the answers while ${customers} customers and 1,000 accounts are synchronised` },
  async run(experiment) {
    await experiment.prepare({ customers, accounts: 1_000 });
    const [sales, businessCentral] = [await experiment.proxyBefore('sales'), await experiment.proxyBefore('businessCentral')];
    await experiment.connect({ sales, businessCentral });
    for (const proxy of [sales, businessCentral]) proxy.set({ dropAnswers: share });
    const view = await experiment.fullSync();
    const invariants = await experiment.settle();
    const dropped = [...lost(sales.exchanges), ...lost(businessCentral.exchanges)];
    const ambiguousResolved = dropped.filter(isWrite).length;
    experiment.expect(ambiguousResolved >= fewestLostWrites, `only ${ambiguousResolved} answers to writes were lost`);
    const requests = sales.exchanges.length + businessCentral.exchanges.length;
    return { requests, answersLost: dropped.length, ambiguousResolved, records: view.counters.seen, duplicates: invariants.duplicates };
  },
};
