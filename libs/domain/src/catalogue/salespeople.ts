/** Salespeople ← users. Exists under the ownership model Person only: under Team the rows of Sales belong to a team. */
import { and, eq } from '../mapping/filter';
import { defineTableMapping } from '../mapping/table-mapping';
import { businessCentral } from '../tables/business-central';
import { sales } from '../tables/sales';
import { nextSalespersonCode } from './rules/next-salesperson-code';

export const salespeople = defineTableMapping({
  name: 'SALESPEOPLE',
  businessCentral: businessCentral.salespeople,
  sales: sales.systemusers,
  direction: 'fromSales',
  firstDirection: 'fromSales',
  when: { ownership: 'person' },
  only: { sales: and(eq('isdisabled', false), eq('islicensed', true), eq('isintegrationuser', false)) },
  matchOn: [[['email', 'internalemailaddress']]],
  label: { businessCentral: ['code', 'displayName'], sales: ['fullname'] },
  fields: (f) => [
    f.fromSales('email', 'internalemailaddress'),
    f.fromSales('displayName', 'fullname'),
    f.fromSales('phoneNo', 'mobilephone'),
    f.both('jobTitle', 'jobtitle', { enabled: false }),
    f.both('email2', 'personalemailaddress', { enabled: false }),
  ],
  rules: [nextSalespersonCode],
});
