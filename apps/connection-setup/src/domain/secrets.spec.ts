import { takeSecrets } from './secrets';

describe('taking the secrets out of what people send', () => {
  it('leaves everything else in place', () => {
    const body = {
      name: 'Contoso',
      sales: { url: 'https://contoso.crm4.dynamics.com', clientSecret: 's3' },
      webService: { username: 'ODATA', accessKey: 'k3' },
    };
    expect(takeSecrets(body)).toEqual({
      rest: { name: 'Contoso', sales: { url: 'https://contoso.crm4.dynamics.com' }, webService: { username: 'ODATA' } },
      secrets: { 'sales.clientSecret': 's3', 'webService.accessKey': 'k3' },
    });
  });

  it('finds a secret that shall be forgotten', () => {
    expect(takeSecrets({ sales: { password: null } }).secrets).toEqual({ 'sales.password': null });
  });

  it('forgets every secret of a group that is cleared', () => {
    expect(takeSecrets({ businessCentral: null }).secrets).toEqual({
      'businessCentral.clientSecret': null,
      'businessCentral.certificate': null,
      'businessCentral.password': null,
      'businessCentral.accessKey': null,
    });
  });

  it('changes nothing where no secret is named', () => {
    expect(takeSecrets({ name: 'Contoso', sales: { clientId: 'a' } }).secrets).toEqual({});
  });
});
