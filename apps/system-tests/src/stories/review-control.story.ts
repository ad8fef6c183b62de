/** A person plans a full synchronisation, leaves a line out, watches it, pauses it, lets it go on, cancels it and starts a line once more. */
import type { ReviewView } from '@tandem/contracts/reviews';
import { eventually } from '@tandem/platform/testing/eventually';
import { EventClient } from '../stage/event-client';
import { patient, Scene } from '../stage/scene';
import { stage } from '../stage/on-stage';

const customers = 2_000;
/** Slow enough that a person can step in. */
const slow = { fixed: 100 };
const fast = { fixed: 0 };

describe('a full synchronisation under control', () => {
  let scene: Scene;
  let review: ReviewView;
  const clients: EventClient[] = [];

  beforeAll(async () => {
    scene = await Scene.open(stage(), { generate: { businessCentral: { customers, seed: 5 } } });
  });

  afterAll(async () => {
    clients.forEach((client) => client.close());
    await setLatency(fast);
    await scene.close();
  });

  const setLatency = (latency: typeof slow) => Promise.all([scene.sales.setLatency(latency), scene.businessCentral.setLatency(latency)]);
  const line = async (mapping: string) => (await scene.review(review.id)).lines.find((one) => one.mapping === mapping);
  const watch = async (lastEventId?: number): Promise<EventClient> => {
    const url = scene.rest.url + scene.path(`/full-syncs/${review.id}/events`);
    const client = await EventClient.open(url, { token: scene.rest.token, lastEventId });
    clients.push(client);
    return client;
  };
  const seenBy = ({ events }: EventClient): number[] => events.map(({ body }) => (body as unknown as ReviewView).counters.seen);

  it('is planned with a recommendation for each line, in the order of what depends on what, and nothing runs', async () => {
    review = await scene.planFullSync();
    expect(review.state).toBe('planned');
    expect(review.lines.map(({ mapping, recommendation }) => [mapping, recommendation])).toEqual([
      ['CURRENCY', 'couple'],
      ['SALESPEOPLE', 'full'],
      ['PAYMENT TERMS', 'couple'],
      ['SHIPMENT METHOD', 'couple'],
      ['SHIPPING AGENT', 'couple'],
      ['CUSTOMER', 'couple'],
      ['VENDOR', 'full'],
      ['CONTACT', 'couple'],
    ]);
    expect(review.lines.find(({ mapping }) => mapping === 'CUSTOMER')?.counted.businessCentral).toBeGreaterThanOrEqual(customers);
    expect(await scene.sales.history()).toEqual([]);
  });

  it('leaves out the line that a person excludes', async () => {
    await scene.rest.send('PATCH', scene.path(`/full-syncs/${review.id}/lines/VENDOR`), { excluded: true });
    expect(await line('VENDOR')).toMatchObject({ excluded: true });
  });

  it('tells its counters while it runs', async () => {
    await setLatency(slow);
    const client = await watch();
    await scene.tell(review.id, 'start');
    await eventually(() => expect(Math.max(...seenBy(client))).toBeGreaterThan(100), patient);
    expect(client.events[0]?.name).toBe('snapshot');
    expect(seenBy(client)).toEqual([...seenBy(client)].sort((one, other) => one - other));
  });

  it('hands nothing out while it is paused', async () => {
    await eventually(async () => expect((await line('CUSTOMER'))?.state).toBe('running'), patient);
    await scene.tell(review.id, 'pause');
    const atRest = await eventually(async () => {
      const view = await scene.review(review.id);
      const inHand = view.lines.flatMap(({ toSales, fromSales }) => [toSales?.pagesInHand ?? 0, fromSales?.pagesInHand ?? 0]);
      return inHand.every((pages) => pages === 0) && view;
    }, patient);
    expect(atRest.state).toBe('paused');
    const written = (await scene.sales.history()).length;
    expect((await scene.rest.ask('POST', scene.path(`/full-syncs/${review.id}/start`), {})).body).toMatchObject({
      code: 'review.wrongState',
    });
    expect((await scene.review(review.id)).counters).toEqual(atRest.counters);
    expect((await scene.sales.history()).length).toBe(written);
  });

  it('goes on where it was, and whoever comes back misses nothing', async () => {
    const before = clients[0];
    before?.close();
    const last = before?.events.at(-1)?.id ?? 0;
    await setLatency(fast);
    const client = await watch(last);
    await scene.tell(review.id, 'resume');
    const { state } = await scene.whenEnded(review.id);
    expect(state).toBe('finished');
    await eventually(() => expect(client.events.at(-1)?.body).toMatchObject({ state: 'finished' }), patient);
    expect(client.events.every(({ id, name }) => id > last && name === 'review')).toBe(true);
    expect(await line('VENDOR')).toMatchObject({ state: 'excluded' });
    expect((await scene.couplings('CUSTOMER')).length).toBeGreaterThanOrEqual(customers);
    expect(await scene.couplings('VENDOR')).toEqual([]);
  });

  it('can be started once more, line by line', async () => {
    const runs = (await line('CUSTOMER'))?.runs ?? 0;
    await scene.rest.send('POST', scene.path(`/full-syncs/${review.id}/lines/CUSTOMER/restart`), {});
    await eventually(async () => expect(await line('CUSTOMER')).toMatchObject({ state: 'finished', runs: runs + 1 }), patient);
    const { toSales } = (await line('CUSTOMER')) ?? {};
    expect(toSales?.counters).toMatchObject({ inserted: 0, modified: 0 });
    expect((await scene.whenEnded(review.id)).state).toBe('finished');
  });

  it('ends when it is cancelled, and what had been done stays', async () => {
    await setLatency(slow);
    const { id } = await scene.planFullSync();
    await scene.tell(id, 'start');
    await scene.tell(id, 'cancel');
    await setLatency(fast);
    const { state, lines } = await scene.whenEnded(id);
    expect(state).toBe('cancelled');
    expect(lines.map((one) => one.state)).toContain('cancelled');
    expect((await scene.couplings('CUSTOMER')).length).toBeGreaterThanOrEqual(customers);
  });

  it('another one can follow at once', async () => {
    expect((await scene.fullSync()).state).toBe('finished');
  });
});
