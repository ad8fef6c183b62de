/** What a worker finds in a watched table: whose records its rows concern. Test mappings watch tables of either side. */
import { currency } from '@tandem/domain/catalogue/currency';
import { customer } from '@tandem/domain/catalogue/customer';
import { TableMapping, watches } from '@tandem/domain/mapping/table-mapping';
import { businessCentral } from '@tandem/domain/tables/business-central';
import { sales } from '@tandem/domain/tables/sales';
import { watchPage } from '../../../sync-worker/src/use-cases/watch-page';
import { Scene } from '../stage/scene';
import { stage } from '../stage/on-stage';
import { PageOfTest, WorkerInHand } from '../stage/worker-in-hand';

const byTheirRates = { ...currency, alsoWatches: [watches(businessCentral.currencyExchangeRates, 'currencyCode')] };
const byTheirPeople = { ...customer, alsoWatches: [watches(sales.contacts, 'parentcustomerid')] };

describe('a page of a watched table', () => {
  let scene: Scene;
  let worker: WorkerInHand;

  beforeAll(async () => {
    scene = await Scene.open(stage(), { options: { mappings: ['CURRENCY'] } });
    worker = await WorkerInHand.of(scene);
  });

  afterAll(async () => {
    await worker.leave();
    await scene.close();
  });

  /** Everything that the rows of the table make due, from the beginning. */
  async function dueBy(mapping: TableMapping, watches: string, circumstances: PageOfTest = {}) {
    const run = await worker.open(mapping, { start: { kind: 'baseline', token: null, watches }, ...circumstances });
    await watchPage(run, worker.pages);
    return worker.reportOf(run);
  }

  const idsOf = ({ due }: Awaited<ReturnType<typeof dueBy>>): string[] => due.map(({ recordId }) => recordId).sort();

  it('makes those records of Business Central due that its rows name by their business key, each once', async () => {
    const report = await dueBy(byTheirRates, 'currencyExchangeRates');
    const rates = await scene.businessCentral.rows('currencyExchangeRates');
    const named = new Set(rates.map(({ currencyCode }) => currencyCode));
    const currencies = (await scene.businessCentral.rows('currencies')).filter(({ code }) => named.has(code));
    expect(idsOf(report)).toEqual(currencies.map(({ id }) => String(id)).sort());
    expect(new Set(report.due.map(({ reason }) => reason))).toEqual(new Set(['watched']));
  });

  it('makes those records of Sales due that its rows name by their id', async () => {
    const report = await dueBy(byTheirPeople, 'contacts', { direction: 'fromSales' });
    const people = (await scene.sales.rows('contact')).flatMap(({ _parentcustomerid_value: account }) =>
      account ? [String(account)] : [],
    );
    expect(idsOf(report)).toEqual([...new Set(people)].sort());
  });

  it('makes every record due where one of its rows concerns all of them', async () => {
    const report = await dueBy(currency, 'currencyExchangeRates');
    expect(idsOf(report)).toEqual((await scene.businessCentral.rows('currencies')).map(({ id }) => String(id)).sort());
  });

  it('counts no record, and makes none due in a full run, which carries them all anyway', async () => {
    const report = await dueBy(currency, 'currencyExchangeRates', { reason: 'full' });
    expect(report).toMatchObject({ counters: { seen: 0 }, due: [], issues: [] });
  });
});
