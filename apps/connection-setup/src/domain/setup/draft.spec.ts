import { changeOf, entriesOf, isDrafted, partOf, strangersIn, withPart } from './draft';
import { newSetup } from './setup';
import { credentials } from './steps/credentials';
import { salesAddress } from './steps/sales-address';

const draft = { sales: { url: 'https://contoso.crm4.dynamics.com', tenantId: 'contoso.com' } };

describe('what was entered', () => {
  it('is one change, of which each step owns its part', () => {
    expect(partOf(salesAddress, draft)).toEqual({ sales: { url: 'https://contoso.crm4.dynamics.com' } });
    expect(partOf(credentials, draft)).toEqual({ sales: { tenantId: 'contoso.com' } });
  });

  it('is replaced for one step and stays for the others', () => {
    expect(withPart(salesAddress, draft, { sales: { url: 'https://fabrikam.crm4.dynamics.com' } })).toEqual({
      sales: { tenantId: 'contoso.com', url: 'https://fabrikam.crm4.dynamics.com' },
    });
    expect(withPart(credentials, draft, {})).toEqual({ sales: { url: 'https://contoso.crm4.dynamics.com' } });
  });

  it('keeps what is to be cleared, and knows nothing of what was not named', () => {
    const entries = entriesOf({ sales: { clientId: null, username: undefined } });
    expect(changeOf(entries)).toEqual({ sales: { clientId: null } });
  });

  it('names what a step does not ask for, whole groups that are cleared included', () => {
    expect(strangersIn(salesAddress, { ...draft, webService: null, name: 'Other' })).toEqual(['sales.tenantId', 'webService', 'name']);
  });

  it('counts where nothing but a secret was entered', () => {
    const secrets = { wrappedKey: 'k', masterKeyVersion: '1', values: { 'sales.password': 'encrypted' } };
    const setup = { ...newSetup('7a2f0000-0000-4000-8000-000000000000'), secrets };
    expect([isDrafted(credentials, setup), isDrafted(salesAddress, setup)]).toEqual([true, false]);
  });
});
