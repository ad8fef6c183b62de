/** People ↔ contacts. A person takes part once the company is coupled, as a customer or as a vendor. */
import { and, eq, isNotBlank } from '../mapping/filter';
import { defineTableMapping } from '../mapping/table-mapping';
import { businessCentral } from '../tables/business-central';
import { sales } from '../tables/sales';
import { currency } from './currency';
import { customer } from './customer';
import { belongsToACustomerOrVendor } from './rules/belongs-to-a-customer-or-vendor';
import { createdFromATemplate } from './rules/created-from-a-template';
import { ownedByTheDefaultTeam } from './rules/owned-by-the-default-team';
import { stampedWithTheCompany } from './rules/stamped-with-the-company';
import { salespeople } from './salespeople';
import { vendor } from './vendor';

export const contact = defineTableMapping({
  name: 'CONTACT',
  businessCentral: businessCentral.contacts,
  sales: sales.contacts,
  direction: 'both',
  only: {
    businessCentral: and(eq('type', 'Person'), isNotBlank('companyNumber')),
    sales: and(eq('statecode', 0), isNotBlank('parentcustomerid')),
  },
  matchOn: [
    [['email', 'emailaddress1']],
    [
      ['displayName', 'fullname'],
      ['customerNumber', 'parentcustomerid'],
    ],
  ],
  label: { businessCentral: ['number', 'displayName'], sales: ['fullname'] },
  fields: (f) => [
    f.lookupType('owneridtype', 'ownerid', 'systemuser', { when: { ownership: 'person' } }),
    f.reference('salespersonCode', 'ownerid', salespeople, {
      direction: 'toSales',
      notNull: true,
      salesTable: 'systemusers',
      when: { ownership: 'person' },
    }),
    f.reference('currencyCode', 'transactioncurrencyid', currency, { blankMeans: 'localCurrency' }),
    f.both('addressLine1', 'address1_line1'),
    f.both('addressLine2', 'address1_line2'),
    f.both('postalCode', 'address1_postalcode'),
    f.both('city', 'address1_city'),
    f.both('country', 'address1_country'),
    f.both('state', 'address1_stateorprovince'),
    f.both('email', 'emailaddress1'),
    f.both('faxNo', 'fax'),
    f.both('firstName', 'firstname'),
    f.both('middleName', 'middlename'),
    f.both('surname', 'lastname'),
    f.both('website', 'websiteurl'),
    f.both('mobilePhoneNumber', 'mobilephone'),
    f.both('pager', 'pager'),
    f.both('phoneNumber', 'telephone1'),
    f.constantInBusinessCentral('type', 'Person'),
    f.lookupType('parentcustomeridtype', 'parentcustomerid', 'account'),
    f.oneOf(
      'parentcustomerid',
      [
        ['customerNumber', customer],
        ['vendorNumber', vendor],
      ],
      { direction: 'toSales', initially: 'both', salesTable: 'accounts' },
    ),
    f.both('salutationCode', 'salutation', { enabled: false }),
  ],
  rules: [belongsToACustomerOrVendor, stampedWithTheCompany, ownedByTheDefaultTeam, createdFromATemplate],
});
