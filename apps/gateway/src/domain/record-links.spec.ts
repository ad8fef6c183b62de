import { mappingNamed } from '@tandem/domain/catalogue/index';
import { linksOf } from './record-links';

const customer = mappingNamed('CUSTOMER')!;
const paymentTerms = mappingNamed('PAYMENT TERMS')!;
const roots = {
  salesUrl: 'https://contoso.crm4.dynamics.com/',
  businessCentralUrl: 'https://businesscentral.dynamics.com/tenant/production',
  companyName: 'CRONUS International Ltd.',
};
const record = { salesId: 'b0', businessCentralId: 'a0', businessKey: '10000' };

describe('the links of a coupled pair', () => {
  it('open the account in Sales and the customer card in Business Central', () => {
    const { sales, businessCentral } = linksOf(customer, roots, record);
    expect(sales).toBe('https://contoso.crm4.dynamics.com/main.aspx?pagetype=entityrecord&etn=account&id=b0');
    const link = new URL(businessCentral!);
    expect(link.origin + link.pathname).toBe('https://businesscentral.dynamics.com/tenant/production/');
    expect(Object.fromEntries(link.searchParams)).toEqual({
      company: 'CRONUS International Ltd.',
      page: '21',
      filter: "'Customer'.'No.' IS '10000'",
    });
  });

  it('name payment terms by their code, and an option value of Sales has none', () => {
    const { sales, businessCentral } = linksOf(paymentTerms, roots, { ...record, businessKey: "1M'8" });
    expect(sales).toBeUndefined();
    expect(new URL(businessCentral!).searchParams.get('filter')).toBe("'Payment Terms'.'Code' IS '1M''8'");
  });

  it('are left out where an address or a record is missing', () => {
    expect(linksOf(customer, {}, record)).toEqual({});
    expect(linksOf(customer, roots, {})).toEqual({});
  });
});
