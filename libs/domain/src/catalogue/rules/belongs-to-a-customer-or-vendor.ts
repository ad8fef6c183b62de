/** A person whose company is neither customer nor vendor stays in Business Central. */
import { Failure } from '../../failure';
import { RefuseRule } from '../../mapping/special-rule';

export const belongsToACustomerOrVendor: RefuseRule = {
  kind: 'refuse',
  name: 'a person whose company is neither customer nor vendor is left out',
  direction: 'toSales',
  check(source) {
    if (source['customerNumber'] || source['vendorNumber']) return undefined;
    const message = `The company of contact ${source['number']} is neither a customer nor a vendor.`;
    const help = 'Make the company a customer or a vendor in Business Central, if its people shall be known in Sales.';
    return { outcome: 'skipped', failure: new Failure('rejected', 'contact.noCompany', message, { help }) };
  },
};
