import { AddressRules } from '../address';
import { suggestionsFor, withSuggestions } from './suggestions';

class OfMicrosoft extends AddressRules {
  allowsPlainHttp(): boolean {
    return false;
  }
  allowsHost(host: string): boolean {
    return host.endsWith('.dynamics.com');
  }
}

const rules = new OfMicrosoft();
const suggested = (url: string) => suggestionsFor({ sales: { url } }, rules);

describe('an address that was entered', () => {
  it('without a scheme or with a path is shown beside the one that is suggested', () => {
    for (const entered of ['contoso.crm4.dynamics.com', 'https://contoso.crm4.dynamics.com/main.aspx'])
      expect(suggested(entered)).toEqual([{ name: 'sales.url', entered, suggested: 'https://contoso.crm4.dynamics.com' }]);
  });

  it('as it is kept needs no suggestion, whatever its case', () => expect(suggested('https://CONTOSO.crm4.dynamics.com/')).toEqual([]));

  it('that can not be used is refused: there is nothing to suggest', () => {
    expect(() => suggested('http://contoso.crm4.dynamics.com')).toThrow(expect.objectContaining({ code: 'setup.mustUseHttps' }));
    expect(() => suggested('https://contoso.example')).toThrow(expect.objectContaining({ code: 'setup.hostNotAllowed' }));
  });

  it('gives way to the suggestion in the change that confirming makes', () => {
    const change = { sales: { url: 'contoso.crm4.dynamics.com', tenantId: 'contoso.com' } };
    expect(withSuggestions(change, suggestionsFor(change, rules))).toEqual({
      sales: { url: 'https://contoso.crm4.dynamics.com', tenantId: 'contoso.com' },
    });
  });
});
