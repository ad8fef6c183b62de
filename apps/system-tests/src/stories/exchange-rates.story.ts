/** An exchange rate is a row of its own: nobody touches the currency when the rate changes, and yet Sales must reckon with the new one. */
import { currency } from '@tandem/domain/catalogue/currency';
import { eventually } from '@tandem/platform/testing/eventually';
import { stage } from '../stage/on-stage';
import { synchroniseChunk } from '../../../sync-worker/src/use-cases/recipe/synchronise-chunk';
import { patient, Scene } from '../stage/scene';
import { onDay, WorkerInHand } from '../stage/worker-in-hand';

describe('when an exchange rate changes in Business Central', () => {
  let scene: Scene;

  beforeAll(async () => {
    scene = await Scene.open(stage(), { options: { mappings: ['CURRENCY'] } });
    await scene.fullSync();
  });

  afterAll(() => scene.close());

  const newestRate = async (code: string) => {
    const rates = await scene.businessCentral.where('currencyExchangeRates', 'currencyCode', code);
    const [newest] = rates.sort((one, other) => String(other['startingDate']).localeCompare(String(one['startingDate'])));
    return { key: String(newest?.['id']), local: Number(newest?.['relationalExchangeRateAmount']) };
  };

  const rateInSales = async (code: string): Promise<number> =>
    Number((await scene.sales.row('transactioncurrency', (await scene.coupled('CURRENCY', code)).salesId))?.['exchangerate']);

  const changeRate = async (code: string, factor: number): Promise<void> => {
    const { key, local } = await newestRate(code);
    const values = { relationalExchangeRateAmount: local * factor };
    await scene.businessCentral.edit({ table: 'currencyExchangeRates', key, values });
  };

  const ourWrites = async (since: number) => (await scene.sales.history(since)).filter(({ writer }) => writer !== 'a user');

  it('a run of changes carries it to the currency in Sales, which nobody has touched', async () => {
    const before = await rateInSales('EUR');
    const since = await scene.sales.now();
    await changeRate('EUR', 2);
    await scene.synchronize('CURRENCY');
    await eventually(async () => expect(await rateInSales('EUR')).toBeCloseTo(before / 2, 9), patient);
    expect((await ourWrites(since)).map(({ columns }) => columns)).toEqual([['exchangerate']]);
  });

  it('a run after that finds nothing to do', async () => {
    await scene.untilIdle();
    const since = await scene.sales.now();
    await scene.synchronize('CURRENCY');
    expect(await ourWrites(since)).toEqual([]);
  });

  it('a rate of the base currency of Sales changes the rate of every other currency', async () => {
    const { facts } = await scene.rest.send<{ facts: { baseCurrencyCode: string } }>('GET', scene.path(''));
    const before = await rateInSales('EUR');
    await changeRate(facts.baseCurrencyCode, 4);
    await scene.synchronize('CURRENCY');
    await eventually(async () => expect(await rateInSales('EUR')).toBeCloseTo(before * 4, 9), patient);
  });

  it('a rate that is taken back gives way to the one before it', async () => {
    const latest = { currencyCode: 'EUR', startingDate: '2026-02-02', exchangeRateAmount: 100, relationalExchangeRateAmount: 1 };
    const before = await rateInSales('EUR');
    await scene.businessCentral.edit({ table: 'currencyExchangeRates', values: latest });
    await scene.synchronize('CURRENCY');
    await eventually(async () => expect(await rateInSales('EUR')).toBeGreaterThan(before), patient);
    await scene.businessCentral.edit({ table: 'currencyExchangeRates', key: (await newestRate('EUR')).key, remove: true });
    await scene.synchronize('CURRENCY');
    await eventually(async () => expect(await rateInSales('EUR')).toBeCloseTo(before, 9), patient);
  });

  it('a rate that begins on a later day travels on that day, though nobody touches anything', async () => {
    const worker = await WorkerInHand.of(scene);
    const { businessCentralId } = await scene.coupled('CURRENCY', 'EUR');
    const carryOn = async (day: string) => {
      const run = await worker.open(currency, {}, onDay(day));
      const read = await run.stores.businessCentral.readByIds(currency.businessCentral, [businessCentralId], run.plan.sourceColumns);
      await synchroniseChunk(run, read);
      return worker.reportOf(run).due;
    };
    const begins = { currencyCode: 'EUR', startingDate: '2031-01-01', exchangeRateAmount: 100, relationalExchangeRateAmount: 2 };
    await scene.businessCentral.edit({ table: 'currencyExchangeRates', values: begins });
    const before = await rateInSales('EUR');
    const fromNineToMidnight = 15 * 3_600_000;
    expect(await carryOn('2030-12-31')).toEqual([
      { recordId: businessCentralId, mapping: 'CURRENCY', direction: 'toSales', reason: 'dayCome', delayMs: fromNineToMidnight },
    ]);
    expect(await rateInSales('EUR')).toBe(before);
    expect(await carryOn('2031-01-01')).toEqual([]);
    expect(await rateInSales('EUR')).toBeGreaterThan(before * 10);
    await worker.leave();
  });
});
