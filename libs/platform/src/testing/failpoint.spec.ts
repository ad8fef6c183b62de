import { Failpoint, FailpointEnvironment, FailpointMode, Failpoints } from './failpoint';

class Shop {
  readonly calls: string[] = [];
  sell(what: string): Promise<string> {
    this.calls.push(what);
    return Promise.resolve(`sold ${what}`);
  }
}

describe('failpoints', () => {
  let shop: Shop;
  let struck: { signal: string; calls: number }[];

  beforeEach(() => {
    shop = new Shop();
    struck = [];
  });

  function failing(point: Failpoint | '', mode: FailpointMode = 'kill', mapping = ''): Failpoints {
    const environment = Object.assign(new FailpointEnvironment(), {
      tandemFailpoint: point,
      tandemFailpointMode: mode,
      tandemFailpointMapping: mapping,
    });
    return new Failpoints(environment, (signal) => struck.push({ signal, calls: shop.calls.length }));
  }

  const page = { mapping: 'CUSTOMER' };
  const points = { sell: { before: 'before-send', after: 'after-send' } } as const;

  it('do not exist where the environment names none', () => {
    expect(failing('').around(page, shop, points)).toBe(shop);
  });

  it('leave pages of other mappings alone', () => {
    expect(failing('after-send', 'kill', 'VENDOR').around(page, shop, points)).toBe(shop);
  });

  it('kill before anything has happened, or after it has', async () => {
    await failing('before-send').around(page, shop, points).sell('a desk');
    await failing('after-send').around(page, shop, points).sell('a chair');
    expect(struck).toEqual([
      { signal: 'SIGKILL', calls: 0 },
      { signal: 'SIGKILL', calls: 2 },
    ]);
  });

  it('strike once, and what is called answers as ever', async () => {
    const around = failing('after-send', 'stop').around(page, shop, points);
    expect([await around.sell('a desk'), await around.sell('a lamp')]).toEqual(['sold a desk', 'sold a lamp']);
    expect(struck).toEqual([{ signal: 'SIGSTOP', calls: 1 }]);
  });
});
