import { businessCentralLimits, dataverseLimits, type LimitRefusal } from './limit-settings';
import { PrincipalBudget } from './principal-budget';
import { isRefusal, ServiceLimits } from './service-limits';
import { SettableClock } from './settable-clock';

describe('service limits', () => {
  const clock = new SettableClock();
  beforeEach(() => {
    clock.reset();
    clock.freeze();
  });

  const limitsWith = (changes: object) => new ServiceLimits(clock, { ...dataverseLimits, ...changes });
  const enter = async (limits: ServiceLimits, principal = 'one') => limits.enter(principal);
  const finishOne = async (limits: ServiceLimits) => limits.leave((await enter(limits)) as PrincipalBudget, 1);

  it('lets in as many requests as the window allows, and again once the oldest has left it', async () => {
    const limits = limitsWith({ requests: 2, windowSeconds: 10 });
    await finishOne(limits);
    clock.advance(4000);
    await finishOne(limits);
    expect(await enter(limits)).toMatchObject({ limit: 'requests', retryAfterSeconds: 6 });
    clock.advance(6001);
    await finishOne(limits);
    expect(await enter(limits)).toMatchObject({ limit: 'requests' });
  });

  it('asks a client that hammers to wait longer each time, up to a ceiling', async () => {
    const limits = limitsWith({ requests: 1, windowSeconds: 10, hammerSeconds: 5, longestRetrySeconds: 18 });
    await finishOne(limits);
    const waits: number[] = [];
    for (let count = 0; count < 4; count += 1) waits.push(((await enter(limits)) as LimitRefusal).retryAfterSeconds);
    expect(waits).toEqual([10, 15, 18, 18]);
  });

  it('really keeps a hammering client out for the longer time', async () => {
    const limits = limitsWith({ requests: 1, windowSeconds: 10, hammerSeconds: 5 });
    await finishOne(limits);
    for (let count = 0; count < 2; count += 1) await enter(limits);
    clock.advance(14_000);
    expect(isRefusal((await enter(limits)) as LimitRefusal)).toBe(true);
    clock.advance(20_001);
    expect(await enter(limits)).toBeInstanceOf(PrincipalBudget);
  });

  it('counts the combined execution time', async () => {
    const limits = limitsWith({ executionSeconds: 2 });
    limits.leave((await enter(limits)) as PrincipalBudget, 2000);
    expect(await enter(limits)).toMatchObject({ limit: 'execution-time' });
  });

  it('refuses what is too much at once, or queues it, as the service does', async () => {
    const rejecting = limitsWith({ concurrency: 1 });
    await enter(rejecting);
    expect(await enter(rejecting)).toMatchObject({ limit: 'concurrency' });
    const queueing = new ServiceLimits(clock, { ...businessCentralLimits, concurrency: 1, queueLength: 1 });
    const first = (await enter(queueing)) as PrincipalBudget;
    const waiting = enter(queueing);
    expect(await enter(queueing)).toMatchObject({ limit: 'concurrency' });
    queueing.leave(first, 1);
    expect(await waiting).toBeInstanceOf(PrincipalBudget);
  });

  it('refuses a request that waited too long in the queue', async () => {
    const limits = new ServiceLimits(clock, { ...businessCentralLimits, concurrency: 1, queueTimeoutSeconds: 0.01 });
    await enter(limits);
    expect(await enter(limits)).toMatchObject({ limit: 'queue-timeout' });
  });

  it.each([
    ['seconds', '300'],
    ['none', undefined],
    [7, '7'],
    ['http-date', new Date(Date.UTC(2026, 4, 1, 0, 5)).toUTCString()],
  ])('tells when to come back as %s', async (retryAfter, header) => {
    clock.set(Date.UTC(2026, 4, 1));
    const limits = limitsWith({ requests: 0, retryAfter });
    expect(((await enter(limits)) as LimitRefusal).retryAfterHeader).toBe(header);
  });

  it('keeps a budget for each principal', async () => {
    const limits = limitsWith({ requests: 1 });
    await finishOne(limits);
    expect(await enter(limits, 'another')).toBeInstanceOf(PrincipalBudget);
  });
});
