import { LatencyModel } from './latency';
import { SeededRandom } from './seeded-random';

describe('latency', () => {
  it('has a fixed part and a part per row', () => {
    const latency = new LatencyModel(new SeededRandom(1));
    latency.change({ fixed: 10, perRowRead: 0.5, perRowWritten: 2 });
    expect(latency.delayOf(4, 3)).toBe(18);
  });

  it('has the same lognormal tail for the same seed, with the median it was given', () => {
    const draws = (seed: number) => {
      const latency = new LatencyModel(new SeededRandom(seed));
      latency.change({ fixed: 100, tail: 0.5 });
      return Array.from({ length: 2001 }, () => latency.delayOf(0, 0)).sort((left, right) => left - right);
    };
    expect(draws(7)).toEqual(draws(7));
    expect(draws(7)[1000]).toBeGreaterThan(90);
    expect(draws(7)[1000]).toBeLessThan(110);
    expect(draws(7).at(-1)).toBeGreaterThan(300);
  });
});
