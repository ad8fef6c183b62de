import { adviseOn, matchesFirst, recommend } from './recommendation';
import { estimatedMatches } from './record-counts';

describe('the recommendation of a line', () => {
  const cases: [string, number, number, string, string][] = [
    ['CUSTOMER', 0, 0, 'nothing', 'neither side has a record'],
    ['CUSTOMER', 68, 12, 'couple', 'both sides have records'],
    ['CUSTOMER', 68, 0, 'full', 'Sales is empty'],
    ['CONTACT', 0, 5, 'full', 'Business Central is empty'],
    ['CURRENCY', 50, 1, 'full', 'Sales has its base currency only'],
    ['CURRENCY', 50, 3, 'couple', 'Sales has currencies of its own'],
    ['UNIT GROUP', 0, 1, 'nothing', 'Sales ships one default unit group'],
    ['UNIT GROUP', 7, 2, 'couple', 'Sales has unit groups of its own'],
    ['PAYMENT TERMS', 0, 4, 'nothing', 'Business Central has no payment terms'],
    ['PAYMENT TERMS', 9, 4, 'couple', 'the option set belongs to Sales'],
    ['SALESPEOPLE', 0, 0, 'full', 'users are matched while they are read'],
  ];

  it.each(cases)('%s with %i and %i records is %s, because %s', (mapping, businessCentral, sales, expected) => {
    expect(recommend(mapping, { businessCentral, sales })).toBe(expected);
  });

  it('comes with its reason in words', () => {
    const reason = (mapping: string, businessCentral: number, sales: number): string =>
      adviseOn(mapping, { businessCentral, sales }).reason;
    expect(reason('CUSTOMER', 68, 12)).toBe('Both sides have records: match them first, so that nothing is created twice.');
    expect(reason('CUSTOMER', 68, 0)).toBe('Only Business Central has records: there is nothing to match them with.');
    expect(reason('CURRENCY', 50, 1)).toContain('The one row that Sales comes with does not count.');
  });

  it.each([
    [200, 80, 100, 25, 50, 'a quarter of the sample, so a quarter of all'],
    [200, 30, 100, 25, 30, 'never more than the other side has'],
    [200, 80, 0, 0, 0, 'nothing where nothing could be compared'],
  ])('reckons for %i and %i records from %i of which %i match: %i, %s', (businessCentral, sales, sampled, matched, expected) => {
    expect(estimatedMatches({ businessCentral, sales }, { sampled, matched })).toBe(expected);
  });

  it('matches before it creates unless one side was empty', () => {
    expect(matchesFirst('full', { businessCentral: 3, sales: 0 })).toBe(false);
    expect(matchesFirst('full', { businessCentral: 3, sales: 1 })).toBe(true);
    expect(matchesFirst('couple', { businessCentral: 3, sales: 0 })).toBe(true);
  });
});
