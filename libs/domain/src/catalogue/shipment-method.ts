/** Shipment methods → values of the freight terms on accounts, mirrored to orders and quotes. */
import { defineTableMapping } from '../mapping/table-mapping';
import { businessCentral } from '../tables/business-central';
import { sales } from '../tables/sales';

export const shipmentMethod = defineTableMapping({
  name: 'SHIPMENT METHOD',
  businessCentral: businessCentral.shipmentMethods,
  sales: sales.freightTermsOptions,
  direction: 'toSales',
  matchOn: [[['code', 'label']]],
  label: { businessCentral: ['code'], sales: ['label'] },
  fields: (f) => [f.toSales('code', 'label')],
});
