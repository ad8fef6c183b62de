import { catalogue } from '../catalogue/index';
import { defaultVariant } from '../mapping/variant';
import { waves } from './waves';

const names = (ownership: 'person' | 'team') =>
  waves(catalogue, { ...defaultVariant, ownership }).map((wave) => wave.map(({ name }) => name));

describe('the order of a full synchronisation', () => {
  it('follows from what the mappings refer to', () => {
    expect(names('person')).toEqual([
      ['CURRENCY', 'SALESPEOPLE', 'PAYMENT TERMS', 'SHIPMENT METHOD', 'SHIPPING AGENT'],
      ['CUSTOMER', 'VENDOR'],
      ['CONTACT'],
    ]);
  });
  it('has no salespeople under Team ownership, and nobody waits for them', () => {
    expect(names('team')[0]).not.toContain('SALESPEOPLE');
    expect(names('team')[1]).toEqual(['CUSTOMER', 'VENDOR']);
  });
});
