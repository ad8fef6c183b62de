import { credentialsOf, missingParts, principalOf } from './sign-in';

const application = { tenantId: 'contoso.example', clientId: 'client-1' };

describe('signing in', () => {
  it('as an app registration needs tenant, client and secret', () => {
    expect(missingParts('sales', {}, new Set())).toEqual(['sales.tenantId', 'sales.clientId', 'sales.clientSecret']);
    expect(missingParts('sales', application, new Set(['sales.clientSecret']))).toEqual([]);
  });

  it('as a user of Business Central on-premises needs an access key or a password', () => {
    expect(missingParts('businessCentral', { username: 'TANDEM' }, new Set())).toEqual([
      'businessCentral.accessKey or businessCentral.password',
    ]);
    expect(missingParts('businessCentral', { username: 'TANDEM' }, new Set(['businessCentral.accessKey']))).toEqual([]);
  });

  it('goes to Microsoft Entra ID where no other authority is named', () => {
    expect(credentialsOf('sales', application, { 'sales.clientSecret': 's' })).toEqual({
      kind: 'clientCredentials',
      authority: 'https://login.microsoftonline.com',
      ...application,
      clientSecret: 's',
    });
  });

  it('prefers the access key of a user to the password', () => {
    const secrets = { 'businessCentral.accessKey': 'key', 'businessCentral.password': 'word' };
    expect(credentialsOf('businessCentral', { username: 'TANDEM' }, secrets)).toEqual({
      kind: 'basic',
      username: 'TANDEM',
      password: 'key',
    });
  });

  it('never uses the secret of the other side', () => {
    expect(credentialsOf('sales', application, { 'businessCentral.clientSecret': 's' })).toBeUndefined();
  });

  it('counts against the app registration, else against the user', () => {
    expect([principalOf(application), principalOf({ username: 'TANDEM' }), principalOf({})]).toEqual(['client-1', 'TANDEM', '']);
  });
});
