import { paceOf, sentDuringPauses } from './pace';
import { PassedExchange } from './proxy/passed-exchange';

const exchange = (sentAt: number, status = 200, retryAfter?: number): PassedExchange => ({
  requestLine: 'POST / HTTP/1.1',
  sentAt,
  answeredAt: sentAt + 10,
  status,
  retryAfter,
  fate: 'passed',
});
const span = { from: 0, until: 10_000 };

describe('the pace of requests', () => {
  it('counts what was let in and what was refused, within its span only', () => {
    expect(paceOf([exchange(-1), exchange(0), exchange(5, 429, 1), exchange(10_000)], span)).toEqual({ accepted: 1, refused: 1 });
  });

  it('finds what was sent although the service had asked for silence', () => {
    expect(sentDuringPauses([exchange(0, 429, 3), exchange(2_900)], span)).toBe(1);
  });

  it('lets go what was under way, what could not have heard yet, and what waited', () => {
    expect(sentDuringPauses([exchange(0, 429, 3), exchange(5), exchange(200), exchange(3_100)], span)).toBe(0);
  });
});
