import { SeededRandom } from './seeded-random';

/**
 * Made-up companies for volume. Both simulators draw from here: the same seed and index give the same company, so that the
 * customer in Business Central and its account in Sales can be matched.
 */
export interface GeneratedCustomer {
  /** `G0000001`: at most 20 characters, unique. */
  readonly number: string;
  readonly name: string;
  readonly street: string;
  readonly city: string;
  readonly postalCode: string;
  readonly country: string;
  readonly phone: string;
  readonly email: string;
  readonly website: string;
  /** In local currency; 0 = none. */
  readonly creditLimit: number;
  readonly contactFirstName: string;
  readonly contactLastName: string;
}

const openings = [
  'North',
  'South',
  'Blue',
  'Green',
  'Silver',
  'Grand',
  'River',
  'Harbour',
  'Summit',
  'Valley',
  'Stone',
  'Maple',
  'Orchid',
  'Copper',
  'Amber',
  'Cedar',
];
const trades = [
  'Furniture',
  'Logistics',
  'Interiors',
  'Trading',
  'Supplies',
  'Design',
  'Engineering',
  'Textiles',
  'Timber',
  'Lighting',
  'Stationers',
  'Catering',
];
const forms = ['Ltd.', 'GmbH', 'Inc.', 'A/S', 'S.A.', 'B.V.', 'plc', 'AB'];
const streets = ['Station Road', 'High Street', 'Mill Lane', 'Church Street', 'Park Avenue', 'Dock Road', 'Market Square', 'Kings Way'];
const places = [
  ['London', 'GB', 'W1A 1AA'],
  ['Birmingham', 'GB', 'B27 4KT'],
  ['Hamburg', 'DE', '20095'],
  ['Wien', 'AT', '1010'],
  ['Lyon', 'FR', '69001'],
  ['Malmö', 'SE', '211 20'],
  ['København', 'DK', '2100'],
  ['Rotterdam', 'NL', '3011 AA'],
] as const;
const firstNames = ['Anna', 'Bruno', 'Clara', 'David', 'Eva', 'Frank', 'Greta', 'Henrik', 'Ines', 'Jonas', 'Karin', 'Luis'];
const lastNames = [
  'Andersen',
  'Bauer',
  'Clarke',
  'Dubois',
  'Eriksson',
  'Fischer',
  'Garcia',
  'Hansen',
  'Iversen',
  'Jansen',
  'Keller',
  'Lund',
];

/** The company with this index (from 1). */
export function generatedCustomer(index: number, seed: number): GeneratedCustomer {
  const random = new SeededRandom(seed * 1_000_003 + index);
  const number = `G${String(index).padStart(7, '0')}`;
  const [city, country, postalCode] = random.pick(places);
  const name = `${random.pick(openings)} ${random.pick(trades)} ${index} ${random.pick(forms)}`;
  const domain = `${number.toLowerCase()}.example.com`;
  return {
    number,
    name,
    street: `${1 + random.below(240)} ${random.pick(streets)}`,
    city,
    country,
    postalCode,
    phone: `+44 ${String(20_000_000 + random.below(79_999_999))}`,
    email: `office@${domain}`,
    website: `https://www.${domain}`,
    creditLimit: random.below(4) === 0 ? 1000 * (1 + random.below(50)) : 0,
    contactFirstName: random.pick(firstNames),
    contactLastName: random.pick(lastNames),
  };
}
