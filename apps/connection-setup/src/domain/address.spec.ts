import { AddressForm, AddressRules, readAddress } from './address';

class OfficeRules extends AddressRules {
  allowsPlainHttp = (host: string): boolean => host === '127.0.0.1';
  allowsHost = (host: string): boolean => host !== 'evil.example';
}

const read = (entered: string, form: AddressForm = 'origin'): string =>
  readAddress(entered, { name: 'sales.url', form }, new OfficeRules());

describe('the address of a system', () => {
  it.each([
    ['https://contoso.crm4.dynamics.com', 'https://contoso.crm4.dynamics.com'],
    ['https://contoso.crm4.dynamics.com/', 'https://contoso.crm4.dynamics.com'],
    ['HTTPS://Contoso.CRM4.dynamics.com', 'https://contoso.crm4.dynamics.com'],
    ['http://127.0.0.1:4100', 'http://127.0.0.1:4100'],
  ])('%s is kept as %s without asking', (entered, kept) => expect(read(entered)).toBe(kept));

  it('of Business Central keeps the path of its environment', () => {
    const environment = 'https://api.businesscentral.dynamics.com/v2.0/contoso.example/production';
    expect(read(`${environment}/`, 'environment')).toBe(environment);
  });

  it.each<[string, string, AddressForm]>([
    ['contoso.crm4.dynamics.com', 'https://contoso.crm4.dynamics.com', 'origin'],
    ['https://contoso.crm4.dynamics.com/main.aspx', 'https://contoso.crm4.dynamics.com', 'origin'],
    ['https://bc.contoso.example/BC/api/v2.0', 'https://bc.contoso.example/BC', 'environment'],
  ])('%s is not taken, but %s is suggested', (entered, suggested, form) => {
    expect(() => read(entered, form)).toThrow(
      expect.objectContaining({ code: 'setup.urlReplace', details: expect.objectContaining({ entered, suggested }) }),
    );
  });

  it.each([
    ['nonsense with blanks', 'setup.urlInvalid'],
    ['', 'setup.urlInvalid'],
    ['https://user:pass@contoso.crm4.dynamics.com', 'setup.urlInvalid'],
    ['https://contoso.crm4.dynamics.com?x=1', 'setup.urlInvalid'],
    ['ftp://contoso.crm4.dynamics.com', 'setup.badScheme'],
    ['http://contoso.crm4.dynamics.com', 'setup.mustUseHttps'],
    ['https://evil.example', 'setup.hostNotAllowed'],
  ])('%s is refused with %s', (entered, code) => expect(() => read(entered)).toThrow(expect.objectContaining({ code })));
});
