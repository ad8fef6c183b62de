import { NatsConnection } from '@nats-io/transport-node';
import { Failure } from '@tandem/domain/failure';
import { currentTrace, inTrace, continueTrace } from '../observability/trace-context';
import { natsConnection } from '../service/service.module';
import { eventually } from '../testing/eventually';
import { LocalNats } from '../testing/local-nats';
import { ServiceForTest, serviceForTest } from '../testing/service-for-test';
import { failureFromWire } from './failure-on-wire';
import { answerWrongly, echoRows, Order, ordered, placeOrder, Refusal, refuse, Seen, ShopModule, unheard } from './messages.fixture';
import { NatsBus } from './nats-bus';
import { connectToNats } from './nats-connection';
import { decode, encode } from './wire';
import { WorkStreams } from './work-streams';

describe('questions and events between services', () => {
  let nats: LocalNats;
  let shop: ServiceForTest;
  let other: ServiceForTest;

  beforeAll(async () => {
    nats = await LocalNats.start();
    const variables = { NATS_URL: nats.url };
    [shop, other] = await Promise.all([serviceForTest(ShopModule, { variables }), serviceForTest(ShopModule, { variables })]);
  });

  afterAll(async () => {
    await Promise.all([shop?.stop(), other?.stop()]);
    await nats?.stop();
  });

  const order = (number: string): Order => ({
    number,
    lines: [
      { item: '1896-S', quantity: 2 },
      { item: '1900-S', quantity: 3 },
    ],
  });
  const refusalOf = (question: Promise<unknown>): Promise<Failure> =>
    question.then(
      () => Promise.reject(new Error('not refused')),
      (failure: Failure) => failure,
    );

  it('answers a question with the answer of its handler', async () => {
    expect(await shop.bus.ask(placeOrder, order('S-1001'))).toMatchObject({ number: 'S-1001', quantity: 5 });
  });

  it('refuses a question whose body does not fit the contract, naming what is wrong', async () => {
    const wrong = { number: 'S-1', lines: [{ item: '1896-S', quantity: 0 }] };
    const failure = await refusalOf(shop.bus.ask(placeOrder, wrong));
    expect(failure).toMatchObject({ kind: 'rejected', code: 'contract.invalidInput' });
    expect(failure.details['problems']).toEqual(['lines.0.quantity must not be less than 1']);
  });

  it('refuses a body that breaks the contract on the receiving end as well', async () => {
    const connection = shop.app.get<NatsConnection>(natsConnection);
    const reply = await connection.request(placeOrder.subject, encode({ number: 7 }));
    expect(failureFromWire(decode(reply))).toMatchObject({ kind: 'rejected', code: 'contract.invalidInput' });
  });

  it('drops properties that the contract does not declare', async () => {
    const newer = { ...order('S-1002'), colour: 'green' };
    expect(await shop.bus.ask(placeOrder, newer)).not.toHaveProperty('colour');
  });

  it('gives an answer that does not fit the contract to nobody: it is a bug', async () => {
    expect(await refusalOf(shop.bus.ask(answerWrongly, {}))).toMatchObject({ kind: 'bug', code: 'bug.unexpected' });
    await eventually(() => [...shop.lines, ...other.lines].some((line) => line.includes('contract.invalidOutput')));
  });

  it.each(['rejected', 'blocked', 'conflict', 'transient', 'misconfigured'] as const)(
    'carries a refusal of kind %s with code, message and details',
    async (kind) => {
      const failure = await refusalOf(shop.bus.ask(refuse, { kind }));
      expect(failure).toBeInstanceOf(Failure);
      expect(failure).toMatchObject({ kind, code: `shop.${kind}`, message: `It is ${kind}.`, retryAfterMs: 50 });
      expect(failure.details).toMatchObject({ help: 'Wait.', password: '[redacted]', correlationId: expect.any(String) });
    },
  );

  it('keeps the inside of a bug to itself, and logs its stack under the correlation id', async () => {
    const failure = await refusalOf(shop.bus.ask(refuse, { kind: 'plain' } satisfies Refusal));
    expect(failure).toMatchObject({ kind: 'bug', code: 'bug.unexpected', message: 'Something unexpected happened.' });
    const logged = [...shop.lines, ...other.lines].find((line) => line.includes(String(failure.details['correlationId'])));
    expect(logged).toContain('cannot read secret things');
    expect(logged).toContain('messages.fixture');
  });

  it('carries correlation id and connection id from service to service', async () => {
    const trace = continueTrace({ correlationId: 'corr-7', connectionId: 'conn-1' });
    const receipt = await inTrace(trace, () => shop.bus.ask(placeOrder, order('S-1003')));
    expect(receipt).toMatchObject({ correlationId: 'corr-7', connectionId: 'conn-1' });
    expect(currentTrace()).toBeUndefined();
  });

  it('says that nobody answers when a service is away', async () => {
    expect(await refusalOf(shop.bus.ask(unheard, {}))).toMatchObject({ kind: 'transient', code: 'bus.noResponder' });
  });

  it('says that the answer did not come in time', async () => {
    const silent = new NatsBus(shop.app.get<NatsConnection>(natsConnection), shop.app.get(WorkStreams));
    shop.app.get<NatsConnection>(natsConnection).subscribe(unheard.subject, { max: 1 });
    expect(await refusalOf(silent.ask(unheard, {}))).toMatchObject({ kind: 'transient', code: 'bus.timeout' });
  });

  it('says that the connection is closed to whoever still waits for an answer', async () => {
    const connection = await connectToNats({ url: nats.url, name: 'leaving' }, shop.log);
    const leaving = new NatsBus(connection, new WorkStreams(connection));
    connection.subscribe(unheard.subject);
    const asked = refusalOf(leaving.ask(unheard, {}));
    await connection.close();
    expect(await asked).toMatchObject({ kind: 'transient', code: 'bus.disconnected' });
  });

  it('lets one instance of a service hear an event, never two', async () => {
    const numbers = Array.from({ length: 40 }, (_, index) => `S-${index}`);
    for (const number of numbers) await shop.bus.announce(ordered, order(number));
    const [here, there] = [shop.app.get(Seen).orders, other.app.get(Seen).orders];
    await eventually(() => here.length + there.length >= numbers.length);
    expect([...here, ...there].sort()).toEqual([...numbers].sort());
  });

  it('carries half a megabyte of rows that check themselves', async () => {
    const rows = Array.from({ length: 5_000 }, (_, index) => `row ${index} ${'x'.repeat(90)}`);
    expect((await shop.bus.ask(echoRows, { rows })).rows).toHaveLength(5_000);
    expect(await refusalOf(shop.bus.ask(echoRows, { rows: [1] as unknown as string[] }))).toMatchObject({ code: 'contract.invalidInput' });
  });

  it('refuses a question that is larger than NATS takes before it is sent', async () => {
    const rows = Array.from({ length: 11_000 }, () => 'x'.repeat(100));
    expect(await refusalOf(shop.bus.ask(echoRows, { rows }))).toMatchObject({ kind: 'rejected', code: 'bus.bodyTooLarge' });
  });

  it('answers again after NATS has been killed and restarted', async () => {
    await nats.restart();
    await eventually(async () => (await shop.bus.ask(placeOrder, order('S-1004'), { timeoutMs: 500 })).quantity === 5, {
      withinMs: 10_000,
    });
  }, 15_000);
});
