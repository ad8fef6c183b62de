import type { ReviewView } from '@tandem/contracts/reviews';
import { wrongSums } from './accounting';

const none = { inserted: 0, modified: 0, deleted: 0, unchanged: 0, waiting: 0, conflict: 0, failed: 0, skipped: 0 };
const reviewOf = (counters: object): ReviewView =>
  ({ lines: [{ mapping: 'CUSTOMER', toSales: { counters: { ...none, ...counters } } }] }) as unknown as ReviewView;

describe('the outcomes of a review', () => {
  it('add up to what was seen', () => {
    expect(wrongSums(reviewOf({ seen: 10, inserted: 7, waiting: 2, skipped: 1 }))).toEqual([]);
  });

  it('tell a record that was lost on the way, and one that was counted twice', () => {
    expect(wrongSums(reviewOf({ seen: 10, inserted: 9 }))).toEqual(['CUSTOMER: 10 records were seen, 9 are accounted for']);
    expect(wrongSums(reviewOf({ seen: 1, inserted: 1, unchanged: 1 }))).toHaveLength(1);
  });
});
