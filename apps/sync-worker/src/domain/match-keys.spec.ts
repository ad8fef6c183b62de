import { MatchKey } from '@tandem/domain/mapping/table-mapping';
import { Side, Values } from '@tandem/domain/value';
import { keyTexts } from './match-keys';

const matchOn: MatchKey[] = [
  [
    ['name', 'name'],
    ['city', 'city'],
  ],
  [
    ['name', 'name'],
    ['city', 'city', 'blank'],
  ],
  [['code', 'code', 'caseSensitive']],
];
const texts = (side: Side, values: Values) => keyTexts(matchOn, side, ([own]) => values[own] ?? null);

describe('the texts that records are matched by', () => {
  it('compare without case and outer blanks', () => {
    expect(texts('businessCentral', { name: ' Adatum ', city: 'ATLANTA' })[0]).toBe(texts('sales', { name: 'adatum', city: 'Atlanta' })[0]);
  });

  it('compare with case where that is wanted', () => {
    expect(texts('sales', { code: 'aB' })[2]).toBe('aB');
  });

  it('a record with a blank city in Business Central is matched by its name, whatever city stands in Sales', () => {
    const [whole, byName] = texts('businessCentral', { name: 'Adatum', city: '' });
    expect(whole).toBeNull();
    expect(byName).toBe(texts('sales', { name: 'Adatum', city: 'Atlanta' })[1]);
  });

  it('a record with a city is not matched by its name alone', () => {
    expect(texts('businessCentral', { name: 'Adatum', city: 'Atlanta' })[1]).toBeNull();
  });

  it('a name is never equal to nothing', () => {
    expect(texts('sales', { name: '', city: 'Atlanta' })).toEqual([null, null, null]);
  });
});
