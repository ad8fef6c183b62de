/** Payment terms → values of the choice on accounts, mirrored to orders, quotes and invoices. */
import { defineTableMapping } from '../mapping/table-mapping';
import { businessCentral } from '../tables/business-central';
import { sales } from '../tables/sales';

export const paymentTerms = defineTableMapping({
  name: 'PAYMENT TERMS',
  businessCentral: businessCentral.paymentTerms,
  sales: sales.paymentTermsOptions,
  direction: 'toSales',
  matchOn: [[['code', 'label']]],
  label: { businessCentral: ['code'], sales: ['label'] },
  fields: (f) => [f.toSales('code', 'label')],
});
