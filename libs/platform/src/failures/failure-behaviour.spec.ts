import { failureKinds } from '@tandem/domain/failure';
import { failureBehaviour } from './failure-behaviour';

describe('the behaviour of failures', () => {
  it('is decided for every kind', () => {
    expect(Object.keys(failureBehaviour).sort()).toEqual([...failureKinds].sort());
  });

  it.each([
    ['rejected', 422, 'terminate'],
    ['blocked', 409, 'terminate'],
    ['conflict', 409, 'terminate'],
    ['transient', 503, 'deliverAgain'],
    ['misconfigured', 424, 'terminate'],
    ['bug', 500, 'deliverFewTimes'],
  ] as const)('answers %s with %i and lets its message %s', (kind, status, message) => {
    expect(failureBehaviour[kind]).toMatchObject({ status, message });
  });
});
