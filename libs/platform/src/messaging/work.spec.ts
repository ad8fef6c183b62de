import { jetstream, JetStreamManager, jetstreamManager } from '@nats-io/jetstream';
import { NatsConnection } from '@nats-io/transport-node';
import { WorkContract } from '@tandem/contracts/contract';
import { natsConnection } from '../service/service.module';
import { eventually } from '../testing/eventually';
import { LocalNats } from '../testing/local-nats';
import { ServiceForTest, serviceForTest } from '../testing/service-for-test';
import { DeadLetters, deadLetterStream } from './dead-letters';
import { pack, poison, Refusal, Seen, ShopModule, stumble } from './messages.fixture';
import { delayBeforeDelivery } from './work-lane';
import { consumerName, mostDeliveries, streamOf, WorkStreams } from './work-streams';

describe('stored work', () => {
  let nats: LocalNats;
  let shop: ServiceForTest;
  let seen: Seen;
  let administration: JetStreamManager;

  beforeEach(async () => {
    nats = await LocalNats.start();
    shop = await serviceForTest(ShopModule, { variables: { NATS_URL: nats.url } });
    seen = shop.app.get(Seen);
    administration = await jetstreamManager(shop.app.get<NatsConnection>(natsConnection));
  });

  afterEach(async () => {
    await shop?.stop();
    await nats?.stop();
  });

  const receipt = (number: string) => ({ number, quantity: 1 });
  const left = async (work: WorkContract): Promise<number> => (await administration.streams.info(streamOf(work))).state.messages;
  const patient = { withinMs: 20_000 };
  const firstDeadLetter = async () => (await administration.streams.getMessage(deadLetterStream, { seq: 1 })) ?? false;

  function holdWork(): () => void {
    let open = (): void => undefined;
    seen.gate = new Promise((resolve) => (open = resolve));
    return open;
  }

  it('is performed once and is gone then', async () => {
    for (const number of ['S-1', 'S-2', 'S-3']) await shop.bus.wake(pack, receipt(number));
    await eventually(() => seen.packed.length === 3);
    expect([...seen.packed].sort()).toEqual(['S-1', 'S-2', 'S-3']);
    await eventually(async () => (await left(pack)) === 0);
  });

  it('is never in more hands than the concurrency of its handler', async () => {
    const open = holdWork();
    for (let index = 0; index < 8; index++) await shop.bus.wake(pack, receipt(`S-${index}`));
    await eventually(() => seen.atOnce === 2);
    open();
    await eventually(() => seen.packed.length === 8);
    expect(seen.mostAtOnce).toBe(2);
  });

  it('stays with a slow worker for as long as its heart beats', async () => {
    const open = holdWork();
    await shop.bus.wake(pack, receipt('slow'));
    const start = Date.now();
    await eventually(() => Date.now() - start > 3_500, patient);
    open();
    await eventually(async () => (await left(pack)) === 0);
    expect(seen.packed).toEqual(['slow']);
  });

  it('counts wake-ups with the same key as one', async () => {
    for (let index = 0; index < 5; index++) await shop.bus.wake(pack, receipt('S-1'), { onceFor: 'page 1' });
    await shop.bus.wake(pack, receipt('S-2'), { onceFor: 'page 2' });
    await eventually(() => seen.packed.includes('S-2'));
    expect([...seen.packed].sort()).toEqual(['S-1', 'S-2']);
  });

  it.each(['rejected', 'blocked', 'conflict', 'misconfigured'] as const)('does not come back when it was %s', async (kind) => {
    await shop.bus.wake(stumble, { kind });
    await eventually(() => seen.stumbles.length === 1);
    await eventually(async () => (await left(stumble)) === 0);
    expect(seen.stumbles).toEqual([kind]);
  });

  it('comes back after the delay that a transient failure asks for', async () => {
    await shop.bus.wake(stumble, { kind: 'transient' });
    await eventually(() => seen.stumbles.length >= 3);
    expect(await left(stumble)).toBe(1);
  });

  it('waits longer after each failure, a minute at most', () => {
    expect([1, 2, 3, 20].map(delayBeforeDelivery)).toEqual([500, 1_000, 2_000, 60_000]);
  });

  it('becomes a dead letter after a few bugs', async () => {
    await shop.bus.wake(stumble, { kind: 'plain' } satisfies Refusal);
    const letter = await eventually(firstDeadLetter, patient);
    expect(letter.subject).toBe('dead-letter.shop.v1.stumble');
    expect(letter.json()).toEqual({ kind: 'plain' });
    expect(letter.header.get('Tandem-Reason')).toBe('bug.unexpected');
    expect(seen.stumbles).toHaveLength(5);
    await eventually(async () => (await left(stumble)) === 0);
  }, 30_000);

  it('becomes a dead letter when no worker lives to acknowledge it', async () => {
    const connection = shop.app.get<NatsConnection>(natsConnection);
    const streams = new WorkStreams(connection);
    const deadLetters = new DeadLetters({ connection, streams, log: shop.log, service: 'shop' });
    deadLetters.watch(poison);
    await streams.ensureConsumer(poison, 30_000);
    await shop.bus.wake(poison, receipt('S-1'));
    const consumer = await jetstream(connection).consumers.get(streamOf(poison), consumerName);
    for (let delivery = 1; delivery <= mostDeliveries; delivery++) (await consumer.next({ expires: 2_000 }))?.nak();
    expect(await consumer.next({ expires: 1_000 })).toBeNull();
    const letter = await eventually(firstDeadLetter, patient);
    expect(letter.json()).toEqual(receipt('S-1'));
    expect(letter.header.get('Tandem-Reason')).toBe('bus.tooManyDeliveries');
    await eventually(async () => (await left(poison)) === 0);
    deadLetters.close();
  }, 30_000);

  it('lets nobody who joins later disturb those who already wait for it', async () => {
    const later = await serviceForTest(ShopModule, { variables: { NATS_URL: nats.url } });
    await eventually(async () => (await administration.consumers.info(streamOf(pack), consumerName)).num_waiting === 4);
    await later.stop();
    expect([...shop.lines, ...later.lines].filter((line) => line.includes('not possible'))).toEqual([]);
  });

  it('goes on after NATS has been killed and restarted', async () => {
    await nats.restart();
    await eventually(() => shop.bus.wake(pack, receipt('after')), patient);
    await eventually(() => seen.packed.includes('after'), patient);
  }, 30_000);

  it('goes on after the whole store has been lost while the server was down', async () => {
    await nats.kill();
    nats.loseStore();
    await nats.restart();
    await eventually(() => shop.bus.wake(pack, receipt('anew')), patient);
    await eventually(() => seen.packed.includes('anew'), patient);
  }, 30_000);

  it('goes on after its stream has been deleted under it', async () => {
    await administration.streams.delete(streamOf(pack));
    await shop.bus.wake(pack, receipt('anew'));
    await eventually(() => seen.packed.includes('anew'), patient);
  }, 30_000);

  it('is finished before the service stops, and nothing new is begun', async () => {
    const open = holdWork();
    for (const number of ['S-1', 'S-2', 'S-3']) await shop.bus.wake(pack, receipt(number));
    await eventually(() => seen.atOnce === 2);
    const stopping = shop.stop();
    open();
    await stopping;
    expect(seen.packed).toHaveLength(2);
  });
});
