import { businessCentral } from '@tandem/domain/tables/business-central';
import { KeyQuery } from '@tandem/domain/ports/record-store';
import { answersKeys, keyFilters } from './key-filters';

const query = (columns: string[], keys: (string | number | null)[][]): KeyQuery => ({
  table: businessCentral.customers,
  columns,
  select: [],
  keys,
});
const record = (values: Record<string, string>) => ({ id: '1', version: '1', modifiedAt: null, values });

describe('a question for customers by their keys', () => {
  it('asks for codes in upper case, as they are stored', () =>
    expect(keyFilters(query(['number'], [['c1'], [' C2 ']]))).toEqual(["number eq 'C1' or number eq 'C2'"]));

  it('compares text without regard to case', () =>
    expect(keyFilters(query(['displayName'], [["O'Neil"]]))).toEqual(["tolower(displayName) eq 'o''neil'"]));

  it('never joins different columns with or: the telling column is asked for, what all have in common beside it', () =>
    expect(keyFilters(query(['salespersonCode', 'number'], [['JO', 'C1'], ['jo', 'C2']]))).toEqual(["(number eq 'C1' or number eq 'C2') and salespersonCode eq 'JO'"])); // prettier-ignore

  it('keeps of the answer only what matches a key as a whole', () => {
    const matches = answersKeys(query(['salespersonCode', 'number'], [['JO', 'C1'], ['LM', 'C2']])); // prettier-ignore
    expect(
      [
        record({ salespersonCode: 'JO', number: 'C1' }),
        record({ salespersonCode: 'JO', number: 'C2' }),
        record({ salespersonCode: 'lm', number: 'c2' }),
      ].map(matches),
    ).toEqual([true, false, true]);
  });

  it('is cut into filters that an address can carry', () =>
    expect(
      keyFilters(
        query(
          ['number'],
          Array.from({ length: 100 }, (_, index) => [`C${index}`]),
        ),
      ),
    ).toHaveLength(3));
});
