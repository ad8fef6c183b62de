import { Controller, Module } from '@nestjs/common';
import { Answers } from '../messaging/handlers';
import { Nothing, placeOrder, Receipt, refuse, ShopModule } from '../messaging/messages.fixture';
import { LocalNats } from '../testing/local-nats';
import { ServiceForTest, serviceForTest } from '../testing/service-for-test';

@Controller()
class HalfController {
  @Answers(placeOrder)
  place(): Receipt {
    return { number: 'S-1', quantity: 0 };
  }
}

@Controller()
class SecondController {
  @Answers(refuse)
  refuse(): Nothing {
    return {};
  }
}

@Module({ controllers: [HalfController] })
class HalfModule {}

@Module({ imports: [ShopModule], controllers: [SecondController] })
class DoubleModule {}

describe('a service', () => {
  let nats: LocalNats;
  let service: ServiceForTest | undefined;
  const start = (module: new () => object): Promise<ServiceForTest> => serviceForTest(module, { variables: { NATS_URL: nats.url } });

  beforeAll(async () => {
    nats = await LocalNats.start();
  });

  afterEach(async () => {
    await service?.stop();
    service = undefined;
  });

  afterAll(() => nats?.stop());

  it('is named after its module', async () => {
    service = await start(ShopModule);
    expect(service.name).toBe('shop');
  });

  it('refuses to start while one of its questions has no handler', async () => {
    await expect(start(HalfModule)).rejects.toThrow(/no handler for .*shop\.v1\.refuse/);
  });

  it('refuses to start when one of its questions has two handlers', async () => {
    await expect(start(DoubleModule)).rejects.toThrow(/shop\.v1\.refuse has two handlers/);
  });

  it('refuses to start with an environment that is not valid', async () => {
    await expect(serviceForTest(ShopModule, { variables: { NATS_URL: 'http://wrong', PORT: '-1' } })).rejects.toThrow(
      /PORT[^]*NATS_URL|NATS_URL[^]*PORT/,
    );
  });

  it('tells that it lives, whether it can work, and its figures', async () => {
    service = await start(ShopModule);
    expect(await (await fetch(`${service.url}/health/live`)).json()).toEqual({ status: 'up' });
    const ready = await fetch(`${service.url}/health/ready`);
    expect([ready.status, await ready.json()]).toEqual([200, { status: 'up', needs: { nats: 'up' } }]);
    await service.bus.ask(placeOrder, { number: 'S-1', lines: [] });
    const figures = await (await fetch(`${service.url}/metrics`)).text();
    expect(figures).toContain('tandem_message_seconds_count{service="shop",subject="shop.v1.place-order",outcome="answered"} 1');
  });

  it('lives but is not ready while NATS is away', async () => {
    service = await start(ShopModule);
    await nats.kill();
    const ready = await fetch(`${service.url}/health/ready`);
    expect([ready.status, await ready.json()]).toEqual([503, { status: 'down', needs: { nats: 'down' } }]);
    expect((await fetch(`${service.url}/health/live`)).status).toBe(200);
    await nats.restart();
  }, 15_000);
});
