/** Customers ↔ accounts. Only accounts of type Customer take part: an account may also be a vendor. */
import { and, eq } from '../mapping/filter';
import { defineTableMapping } from '../mapping/table-mapping';
import { blank, businessCentral } from '../tables/business-central';
import { sales } from '../tables/sales';
import { currency } from './currency';
import { paymentTerms } from './payment-terms';
import { blockedWhenTheAccountIsInactive } from './rules/blocked-when-the-account-is-inactive';
import { createdFromATemplate } from './rules/created-from-a-template';
import { ownedByTheDefaultTeam } from './rules/owned-by-the-default-team';
import { stampedWithTheCompany } from './rules/stamped-with-the-company';
import { salespeople } from './salespeople';
import { shipmentMethod } from './shipment-method';
import { shippingAgent } from './shipping-agent';

export const customer = defineTableMapping({
  name: 'CUSTOMER',
  businessCentral: businessCentral.customers,
  sales: sales.accounts,
  direction: 'both',
  only: { businessCentral: eq('blocked', blank), sales: and(eq('statecode', 0), eq('customertypecode', 3)) },
  matchOn: [[['number', 'accountnumber']], [['displayName', 'name']]],
  label: { businessCentral: ['number', 'displayName'], sales: ['name'] },
  fields: (f) => [
    f.lookupType('owneridtype', 'ownerid', 'systemuser', { when: { ownership: 'person' } }),
    f.reference('salespersonCode', 'ownerid', salespeople, {
      direction: 'toSales',
      notNull: true,
      salesTable: 'systemusers',
      when: { ownership: 'person' },
    }),
    f.both('displayName', 'name'),
    f.both('contact', 'address1_primarycontactname'),
    f.both('addressLine1', 'address1_line1'),
    f.both('addressLine2', 'address1_line2'),
    f.both('postalCode', 'address1_postalcode'),
    f.both('city', 'address1_city'),
    f.both('country', 'address1_country'),
    f.both('state', 'address1_stateorprovince'),
    f.reference('currencyCode', 'transactioncurrencyid', currency, { blankMeans: 'localCurrency' }),
    f.both('email', 'emailaddress1'),
    f.both('faxNo', 'fax'),
    f.both('website', 'websiteurl'),
    f.both('phoneNumber', 'telephone1'),
    f.option('shipmentMethodCode', 'address1_freighttermscode', shipmentMethod),
    f.option('shippingAgentCode', 'address1_shippingmethodcode', shippingAgent),
    f.option('paymentTermsCode', 'paymenttermscode', paymentTerms),
    f.toSales('creditLimit', 'creditlimit'),
    f.laterReference('primaryContactNo', 'primarycontactid', 'CONTACT', { clearOnFailedSync: true }),
    f.constantInSales('customertypecode', 3),
    f.toSales('number', 'accountnumber', { enabled: false }),
    f.both('mobilePhoneNumber', 'telephone2', { enabled: false }),
  ],
  rules: [stampedWithTheCompany, ownedByTheDefaultTeam, blockedWhenTheAccountIsInactive, createdFromATemplate],
});
