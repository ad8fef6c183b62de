import { BudgetShare } from './budget-share';

/** A call that lasts until it is let go. */
const held = () => {
  let letGo = (): void => undefined;
  const done = new Promise<void>((resolve) => (letGo = resolve));
  return { call: () => done, letGo };
};

const settled = (): Promise<void> => new Promise((next) => setImmediate(next));

describe('the share of a service that a worker holds', () => {
  it('has no more calls in flight than slots', async () => {
    const share = new BudgetShare(2);
    const calls = [held(), held(), held()];
    const work = calls.map(({ call }) => share.run(call));
    await settled();
    expect(share.takeFigures()).toMatchObject({ calls: 2, mostInFlight: 2 });
    calls[0]?.letGo();
    await settled();
    expect(share.takeFigures()).toMatchObject({ calls: 1, mostInFlight: 2 });
    for (const { letGo } of calls) letGo();
    await Promise.all(work);
  });

  it('starts waiting calls when it is given more slots', async () => {
    const share = new BudgetShare(1);
    const calls = [held(), held(), held(), held()];
    const work = calls.map(({ call }) => share.run(call));
    share.setSlots(4);
    await settled();
    expect(share.takeFigures().mostInFlight).toBeGreaterThanOrEqual(2);
    for (const { letGo } of calls) letGo();
    await Promise.all(work);
  });

  it('halves its pace when the service asks for a pause, and climbs back, slowly near where it was refused', async () => {
    const share = new BudgetShare(8);
    share.pause(5);
    share.pause(5);
    await share.run(async () => undefined);
    const first = Array.from({ length: 8 }, held);
    const work = first.map(({ call }) => share.run(call));
    await settled();
    expect(share.takeFigures().mostInFlight).toBe(4);
    for (const { letGo } of first) letGo();
    await Promise.all(work);
    for (let count = 0; count < 60; count++) await share.run(async () => undefined);
    const second = Array.from({ length: 8 }, held);
    const again = second.map(({ call }) => share.run(call));
    await settled();
    expect(share.takeFigures().mostInFlight).toBe(6);
    for (const { letGo } of second) letGo();
    await Promise.all(again);
  });

  it('answers a call whose time is over when its turn comes, and spends nothing on it', async () => {
    const share = new BudgetShare(1, { longestWaitMs: 1_000, breathMs: 30 });
    share.observe({ requests: 0 });
    let sent = 0;
    const call = (): Promise<string> => Promise.resolve(`sent ${++sent}`);
    const late = Array.from({ length: 20 }, () => share.run(call, { isOver: () => true, answer: 'not sent' }));
    const wanted = share.run(call, { isOver: () => false, answer: 'not sent' });
    expect(await Promise.all(late)).toEqual(Array.from({ length: 20 }, () => 'not sent'));
    expect([await wanted, share.takeFigures().calls]).toEqual(['sent 1', 1]);
  });

  it('lets nobody start during a pause, and tells others of it', async () => {
    const told: number[] = [];
    const share = new BudgetShare(2, { longestWaitMs: 1_000, onPause: (milliseconds) => told.push(milliseconds) });
    share.pause(40);
    const began = performance.now();
    await share.run(async () => undefined);
    expect(performance.now() - began).toBeGreaterThanOrEqual(39);
    expect(told).toEqual([40]);
  });

  it('a pause that somebody else was asked for holds here as well, without slowing the pace', async () => {
    const told: number[] = [];
    const share = new BudgetShare(2, { longestWaitMs: 1_000, onPause: (milliseconds) => told.push(milliseconds) });
    share.hold(20);
    expect(share.pauseLeft()).toBeGreaterThan(0);
    await Promise.all([share.run(async () => undefined), share.run(async () => undefined)]);
    expect(share.takeFigures().mostInFlight).toBe(2);
    expect(told).toEqual([]);
  });

  it('sends no more calls than the service says it will take, then breathes and asks with a single one', async () => {
    const share = new BudgetShare(8, { longestWaitMs: 1_000, breathMs: 30 });
    await share.run(async () => share.observe({ requests: 3 }));
    const calls = Array.from({ length: 6 }, held);
    const work = calls.map(({ call }) => share.run(call));
    await settled();
    expect(share.takeFigures().mostInFlight).toBe(3);
    for (const { letGo } of calls.slice(0, 3)) letGo();
    await Promise.all(work.slice(0, 3));
    expect(share.pauseLeft()).toBeGreaterThan(0);
    for (const { letGo } of calls) letGo();
    await share.run(async () => share.observe({ requests: 100 }));
    await Promise.all(work);
    expect(share.takeFigures().pauses).toBe(0);
  });

  it('lets a single call go first after a pause', async () => {
    const share = new BudgetShare(8);
    share.pause(5);
    const first = held();
    const firstStarted = new Promise<void>((started) => void share.run(() => (started(), first.call())));
    const others = [share.run(async () => undefined), share.run(async () => undefined)];
    await firstStarted;
    await settled();
    expect(share.takeFigures().calls).toBe(1);
    first.letGo();
    await Promise.all(others);
  });

  it('reports a pause that is too long to wait for', async () => {
    const share = new BudgetShare(2, { longestWaitMs: 10 });
    share.hold(60_000);
    await expect(share.run(async () => undefined)).rejects.toMatchObject({ kind: 'transient', code: 'service.throttled' });
  });

  it('gives a slot back when a call fails', async () => {
    const share = new BudgetShare(1);
    await expect(share.run(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    await expect(share.run(() => Promise.resolve('yes'))).resolves.toBe('yes');
  });
});
