/** The table of contents: every mapping that Tandem brings. What depends on what is said by the mappings themselves. */
import { TableMapping } from '../mapping/table-mapping';
import { contact } from './contact';
import { currency } from './currency';
import { customer } from './customer';
import { paymentTerms } from './payment-terms';
import { salespeople } from './salespeople';
import { shipmentMethod } from './shipment-method';
import { shippingAgent } from './shipping-agent';
import { vendor } from './vendor';

export const catalogue: readonly TableMapping[] = [
  currency,
  salespeople,
  paymentTerms,
  shipmentMethod,
  shippingAgent,
  customer,
  vendor,
  contact,
];

/** The mapping of that name, or undefined. */
export const mappingNamed = (name: string): TableMapping | undefined => catalogue.find((mapping) => mapping.name === name);
