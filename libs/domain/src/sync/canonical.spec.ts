import fc from 'fast-check';
import { code, decimal, text } from '../tables/column';
import { fitted, isBlankValue } from './canonical';

describe('blank', () => {
  it.each([null, '', '00000000-0000-0000-0000-000000000000', '0001-01-01'])('%j is a spelling of blank', (value) => {
    expect(isBlankValue(value)).toBe(true);
  });
  it.each([0, false, ' ', '_x0020_'])('%j is a value', (value) => {
    expect(isBlankValue(value)).toBe(false);
  });
});

describe('a value fitted to a column', () => {
  it('a text is cut to the length of its column', () => {
    expect(fitted(text(5), 'Adatum Corporation')).toBe('Adatu');
  });
  it('a cut never leaves half a character behind', () => {
    expect(fitted(text(3), 'ab😀')).toBe('ab');
  });
  it('a code is upper-cased and trimmed', () => {
    expect(fitted(code(10), ' fob ')).toBe('FOB');
  });
  it('a number is rounded to the places that the service keeps', () => {
    expect(fitted(decimal(2), 1.005 + 0.001)).toBe(1.01);
  });
  it('fitting twice changes nothing', () => {
    const columns = fc.constantFrom(text(7), code(7), decimal(3));
    const values = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e9, max: 1e9 }),
      fc.constant(null),
    );
    fc.assert(fc.property(columns, values, (column, value) => fitted(column, fitted(column, value)) === fitted(column, value)));
  });
});
