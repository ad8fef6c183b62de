/** Shipping agents → values of the shipping method on accounts, mirrored to orders, quotes and invoices. */
import { defineTableMapping } from '../mapping/table-mapping';
import { businessCentral } from '../tables/business-central';
import { sales } from '../tables/sales';

export const shippingAgent = defineTableMapping({
  name: 'SHIPPING AGENT',
  businessCentral: businessCentral.shippingAgents,
  sales: sales.shippingMethodOptions,
  direction: 'toSales',
  matchOn: [[['code', 'label']]],
  label: { businessCentral: ['code'], sales: ['label'] },
  fields: (f) => [f.toSales('code', 'label')],
});
