/** What a review recommends for a mapping, from the number of records on both sides. */

/** `full`: create everything · `couple`: match first, then create the rest · `nothing`: there is nothing. */
export type Recommendation = 'full' | 'couple' | 'nothing';

export interface Counted {
  readonly businessCentral: number;
  readonly sales: number;
}

/** A recommendation and the sentence that gives its reason. */
export interface Advice {
  readonly recommendation: Recommendation;
  readonly reason: string;
}

type Rule = (counted: Counted) => Advice;

const advice = (recommendation: Recommendation, reason: string): Advice => ({ recommendation, reason });

/** Both sides filled: match first; one side empty: everything is new; none: nothing. */
const bySides: Rule = ({ businessCentral, sales }) => {
  if (businessCentral === 0 && sales === 0) return advice('nothing', 'Neither side has a record that takes part.');
  if (businessCentral > 0 && sales > 0)
    return advice('couple', 'Both sides have records: match them first, so that nothing is created twice.');
  return advice('full', `Only ${sales > 0 ? 'Sales' : 'Business Central'} has records: there is nothing to match them with.`);
};

/** Sales ships one row of its own (its base currency, its default unit group), which does not count as filled. */
const besidesTheOneShipped: Rule = ({ businessCentral, sales }) => {
  const found = bySides({ businessCentral, sales: Math.max(0, sales - 1) });
  return sales === 1 ? advice(found.recommendation, `${found.reason} The one row that Sales comes with does not count.`) : found;
};

/** The values of an option set belong to the product: they are matched whenever Business Central has any. */
const whereBusinessCentralHasAny: Rule = ({ businessCentral }) =>
  businessCentral === 0
    ? advice('nothing', 'Business Central has none.')
    : advice('couple', 'Sales comes with values of its own: match by name first, then add what is missing.');

/** Users are matched while they are read. */
const always: Rule = () => advice('full', 'Users of Sales are matched with salespeople by e-mail address while they are read.');

/** The product's own heuristics, where they differ from `bySides`. */
const rules: Readonly<Record<string, Rule>> = {
  SALESPEOPLE: always,
  CURRENCY: besidesTheOneShipped,
  'UNIT OF MEASURE': besidesTheOneShipped,
  'UNIT GROUP': besidesTheOneShipped,
  'ITEM UOM': besidesTheOneShipped,
  'RESOURCE UOM': besidesTheOneShipped,
  'PAYMENT TERMS': whereBusinessCentralHasAny,
  'SHIPMENT METHOD': whereBusinessCentralHasAny,
  'SHIPPING AGENT': whereBusinessCentralHasAny,
};

export const adviseOn = (mapping: string, counted: Counted): Advice => (rules[mapping] ?? bySides)(counted);

export const recommend = (mapping: string, counted: Counted): Recommendation => adviseOn(mapping, counted).recommendation;

/** Whether a line matches before it creates: a side that was empty has nothing to match with. */
export const matchesFirst = (recommendation: Recommendation, counted: Counted): boolean =>
  recommendation === 'couple' || (recommendation === 'full' && counted.businessCentral > 0 && counted.sales > 0);
