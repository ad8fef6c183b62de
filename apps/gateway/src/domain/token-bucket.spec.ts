import { FixedClock } from '@tandem/domain/clock';
import { TokenBucket } from './token-bucket';

describe('a token bucket', () => {
  const clock = new FixedClock(new Date('2026-01-01T00:00:00Z'));
  const bucket = (): TokenBucket => new TokenBucket({ burst: 3, perSecond: 2 }, clock.now());

  it('lets a burst through, then says how long to wait', () => {
    const waits = takeFour(bucket());
    expect(waits).toEqual([0, 0, 0, 500]);
  });

  it('fills at its rate, up to its size', () => {
    const one = bucket();
    takeFour(one);
    clock.advance(500);
    expect([one.take(clock.now()), one.take(clock.now())]).toEqual([0, 500]);
    clock.advance(60_000);
    expect(takeFour(one)).toEqual([0, 0, 0, 500]);
  });

  it('need not be kept once it is full', () => {
    const one = bucket();
    one.take(clock.now());
    expect(one.isFull(clock.now())).toBe(false);
    clock.advance(500);
    expect(one.isFull(clock.now())).toBe(true);
  });

  it('does not mind a clock that goes back', () => {
    const one = bucket();
    takeFour(one);
    clock.advance(-10_000);
    expect(one.take(clock.now())).toBe(500);
  });

  const takeFour = (one: TokenBucket): number[] => Array.from({ length: 4 }, () => one.take(clock.now()));
});
