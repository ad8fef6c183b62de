import { pauseBefore, PageFailure, verdictOn } from './page-failure';

const patience = { firstPauseMs: 100, longestPauseMs: 1_000, mostFailures: 3 };
const cursor = { start: { kind: 'changes' as const, token: 'x' }, tries: 0, failures: 0, handedOn: true };
const ids = (...some: string[]) => ({ start: { kind: 'ids' as const, ids: some }, tries: 0, failures: 2, handedOn: false });
const failure = (kind: PageFailure['kind'], more: Partial<PageFailure> = {}): PageFailure => ({
  kind,
  code: 'some.code',
  message: 'Why.',
  ...more,
});

describe('a page that failed', () => {
  it('for a passing reason comes again, after a pause that doubles and is never shorter than the service asked for', () => {
    expect(verdictOn(cursor, failure('transient'), patience)).toEqual({ kind: 'again', delayMs: 100 });
    expect(pauseBefore(3, patience)).toBe(800);
    expect(pauseBefore(30, patience)).toBe(1_000);
    expect(pauseBefore(0, patience, 5_000)).toBe(5_000);
  });

  it('because its connection was disabled under it comes again as it is, however often that happens', () => {
    const disabled = failure('blocked', { code: 'connection.notEnabled' });
    expect(verdictOn({ ...cursor, tries: 1, failures: 2 }, disabled, patience)).toEqual({ kind: 'again', delayMs: 200 });
  });

  it('because the set-up is wrong makes the connection need attention', () => {
    expect(verdictOn(cursor, failure('misconfigured'), patience).kind).toBe('attention');
  });

  it('because its watermark has expired makes way for a baseline, whatever the kind of failure', () => {
    expect(verdictOn(cursor, failure('rejected', { code: 'watermark.expired' }), patience).kind).toBe('supersede');
  });

  it('as a bug is tried a few times as it is', () => {
    expect(verdictOn({ ...cursor, failures: 1 }, failure('bug'), patience).kind).toBe('again');
  });

  it('as a bug again and again is halved down to the record', () => {
    expect(verdictOn(ids('a', 'b', 'c'), failure('bug'), patience)).toEqual({ kind: 'split', parts: [['a', 'b'], ['c']] });
    expect(verdictOn(ids('c'), failure('bug'), patience)).toEqual({ kind: 'park', recordId: 'c' });
    expect(verdictOn({ ...cursor, failures: 2 }, failure('bug', { recordIds: ['a', 'b'] }), patience)).toEqual({
      kind: 'split',
      parts: [['a'], ['b']],
    });
  });

  it('before its successor is known can not be cut, or the rest of the source would be lost', () => {
    expect(verdictOn({ ...cursor, failures: 2, handedOn: false }, failure('bug', { recordIds: ['a', 'b'] }), patience)).toEqual({
      kind: 'failJob',
    });
  });
});
