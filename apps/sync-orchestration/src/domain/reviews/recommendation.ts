/** What a review recommends for a mapping, from the number of records on both sides. */

/** `full`: create everything · `couple`: match first, then create the rest · `nothing`: there is nothing. */
export type Recommendation = 'full' | 'couple' | 'nothing';

export interface Counted {
  readonly businessCentral: number;
  readonly sales: number;
}

type Rule = (counted: Counted) => Recommendation;

/** Both sides filled: match first; one side empty: everything is new; none: nothing. */
const bySides: Rule = ({ businessCentral, sales }) => {
  if (businessCentral === 0 && sales === 0) return 'nothing';
  return businessCentral > 0 && sales > 0 ? 'couple' : 'full';
};

/** Sales ships one row of its own (its base currency, its default unit group), which does not count as filled. */
const besidesTheOneShipped: Rule = ({ businessCentral, sales }) => bySides({ businessCentral, sales: Math.max(0, sales - 1) });

/** The values of an option set belong to the product: they are matched whenever Business Central has any. */
const whereBusinessCentralHasAny: Rule = ({ businessCentral }) => (businessCentral === 0 ? 'nothing' : 'couple');

/** Users are matched while they are read. */
const always: Rule = () => 'full';

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

export const recommend = (mapping: string, counted: Counted): Recommendation => (rules[mapping] ?? bySides)(counted);

/** Whether a line matches before it creates: a side that was empty has nothing to match with. */
export const matchesFirst = (recommendation: Recommendation, counted: Counted): boolean =>
  recommendation === 'couple' || (recommendation === 'full' && counted.businessCentral > 0 && counted.sales > 0);
