import { ReviewView } from '@tandem/contracts/reviews';

const counters = {
  seen: 0,
  inserted: 0,
  modified: 0,
  deleted: 0,
  unchanged: 0,
  waiting: 0,
  conflict: 0,
  failed: 0,
  skipped: 0,
  coupled: 0,
  uncoupled: 0,
  merged: 0,
  overwritten: 0,
};

/** A review that runs. */
export const review: ReviewView = {
  id: '22222222-2222-4222-8222-222222222222',
  connectionId: '11111111-1111-4111-8111-111111111111',
  dryRun: false,
  state: 'running',
  revision: 1_795_372_495_262_902,
  lines: [],
  counters,
  requests: { sales: 0, businessCentral: 0 },
  recordsPerSecond: 0,
  due: 0,
  createdAt: '2026-01-01T00:00:00.000Z',
};
