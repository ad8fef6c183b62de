import { belongsToACustomerOrVendor as rule } from './belongs-to-a-customer-or-vendor';
import { contextOf } from './context-for-test';

describe('a person whose company is neither customer nor vendor is left out', () => {
  it.each([{ customerNumber: '10000' }, { vendorNumber: '20000' }])('%j travels', (source) => {
    expect(rule.check({ number: 'CT1', customerNumber: '', vendorNumber: '', ...source }, contextOf())).toBeUndefined();
  });
  it('others are skipped, with a reason that names the contact', () => {
    const refusal = rule.check({ number: 'CT200135', customerNumber: '', vendorNumber: '' }, contextOf());
    expect(refusal).toMatchObject({ outcome: 'skipped', failure: { code: 'contact.noCompany' } });
    expect(refusal?.failure.message).toContain('CT200135');
  });
});
