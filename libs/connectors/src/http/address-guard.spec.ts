import { LookupAddress } from 'node:dns';
import { Failure } from '@tandem/domain/failure';
import { AddressGuard } from './address-guard';

const online = new AddressGuard({ allowLoopback: false, extraHosts: [] });
const local = new AddressGuard({ allowLoopback: true, extraHosts: [] });
const onPremises = new AddressGuard({ allowLoopback: false, extraHosts: ['bc.contoso.example', '*.erp.contoso.example', '10.1.2.3'] });

const codeOf = (act: () => unknown): string => {
  try {
    act();
  } catch (thrown) {
    return (thrown as Failure).code;
  }
  return 'allowed';
};

const resolvingTo = (...addresses: string[]): AddressGuard => {
  const found: LookupAddress[] = addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
  return new AddressGuard({ allowLoopback: false, extraHosts: ['bc.contoso.example'] }, (_, answer) => answer(null, found));
};

const lookUp = (guard: AddressGuard, host: string): Promise<string> =>
  new Promise((done) =>
    guard.lookup(host, { all: true }, (error, addresses) =>
      done(error ? ((error as unknown as Failure).code ?? error.message) : JSON.stringify(addresses)),
    ),
  );

describe('the addresses that Tandem sends requests to', () => {
  it.each([
    'https://contoso.crm4.dynamics.com',
    'https://contoso.crm.dynamics.com/api/data/v9.2/accounts?$select=name',
    'https://contoso.api.crm4.dynamics.com',
    'https://api.businesscentral.dynamics.com/v2.0/tenant/production',
    'https://login.microsoftonline.com/tenant/oauth2/v2.0/token',
  ])('%s is one of the services', (address) => expect(codeOf(() => online.check(address))).toBe('allowed'));

  it.each([
    ['http://contoso.crm4.dynamics.com', 'address.notHttps'],
    ['ftp://contoso.crm4.dynamics.com', 'address.notHttps'],
    ['file:///etc/passwd', 'address.notHttps'],
    ['gopher://contoso.crm4.dynamics.com', 'address.notHttps'],
    ['not an address', 'address.invalid'],
    ['https://user:pass@contoso.crm4.dynamics.com', 'address.invalid'],
    ['https://contoso.crm4.dynamics.com@evil.example', 'address.invalid'],
    ['https://evil.example', 'address.hostNotAllowed'],
    ['https://evil.example/contoso.crm4.dynamics.com', 'address.hostNotAllowed'],
    ['https://evil.example#.crm4.dynamics.com', 'address.hostNotAllowed'],
    ['https://evil.example\\.crm4.dynamics.com', 'address.hostNotAllowed'],
    ['https://contoso.crm4.dynamics.com.evil.example', 'address.hostNotAllowed'],
    ['https://crm4.dynamics.com.evil.example', 'address.hostNotAllowed'],
    ['https://xapi.businesscentral.dynamics.com', 'address.hostNotAllowed'],
    ['https://a.b.c.crm4.dynamics.com', 'address.hostNotAllowed'],
    ['https://contoso.crmx.dynamics.com', 'address.hostNotAllowed'],
    ['https://127.0.0.1', 'address.hostNotAllowed'],
    ['https://localhost', 'address.hostNotAllowed'],
    ['https://2130706433', 'address.hostNotAllowed'],
    ['https://0x7f.1', 'address.hostNotAllowed'],
    ['https://0177.0.0.1', 'address.hostNotAllowed'],
    ['https://[::1]', 'address.hostNotAllowed'],
    ['https://[::ffff:127.0.0.1]', 'address.hostNotAllowed'],
    ['https://[::ffff:a9fe:a9fe]', 'address.hostNotAllowed'],
    ['https://169.254.169.254/metadata/instance', 'address.hostNotAllowed'],
    ['https://metadata.google.internal', 'address.hostNotAllowed'],
    ['https://①②⑦.⓪.⓪.①', 'address.hostNotAllowed'],
  ])('%s is refused (%s)', (address, code) => expect(codeOf(() => online.check(address))).toBe(code));

  it.each([
    ['http://127.0.0.1:4001', 'allowed'],
    ['http://localhost:4001', 'allowed'],
    ['http://[::1]:4001', 'allowed'],
    ['http://[::ffff:127.0.0.1]:4001', 'allowed'],
    ['http://10.0.0.1', 'address.notHttps'],
    ['http://169.254.169.254', 'address.notHttps'],
    ['https://10.0.0.1', 'address.hostNotAllowed'],
    ['http://0.0.0.0:4001', 'address.notHttps'],
    ['http://localhost.evil.example', 'address.notHttps'],
  ])('with loopback allowed %s is %s', (address, code) => expect(codeOf(() => local.check(address))).toBe(code));

  it.each([
    ['https://bc.contoso.example:7048/BC', 'allowed'],
    ['https://eu.erp.contoso.example', 'allowed'],
    ['https://10.1.2.3', 'allowed'],
    ['https://erp.contoso.example', 'address.hostNotAllowed'],
    ['https://bc.contoso.example.evil.example', 'address.hostNotAllowed'],
    ['https://10.1.2.4', 'address.hostNotAllowed'],
  ])('with hosts of the operator %s is %s', (address, code) => expect(codeOf(() => onPremises.check(address))).toBe(code));

  it.each([
    '127.0.0.1',
    '10.0.0.1',
    '172.16.3.4',
    '192.168.1.1',
    '169.254.169.254',
    '168.63.129.16',
    '100.64.0.1',
    '0.0.0.0',
    '::1',
    'fe80::1',
    'fd00::1',
    '::ffff:10.0.0.1',
    '::ffff:169.254.169.254',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
    '::7f00:1',
    'ff02::1',
  ])('a service whose name resolves to %s is not connected to', async (address) =>
    expect(await lookUp(resolvingTo(address), 'contoso.crm4.dynamics.com')).toBe('address.networkNotAllowed'),
  );

  it('one address that is not allowed among several is enough to refuse', async () =>
    expect(await lookUp(resolvingTo('20.1.2.3', '10.0.0.1'), 'contoso.crm4.dynamics.com')).toBe('address.networkNotAllowed'));

  it('connects to exactly the addresses that were checked', async () =>
    expect(await lookUp(resolvingTo('20.1.2.3'), 'contoso.crm4.dynamics.com')).toBe('[{"address":"20.1.2.3","family":4}]'));

  it('a host of the operator may lie in a private network, but never on a metadata address', async () => {
    expect(await lookUp(resolvingTo('10.0.0.1'), 'bc.contoso.example')).toContain('10.0.0.1');
    expect(await lookUp(resolvingTo('169.254.169.254'), 'bc.contoso.example')).toBe('address.networkNotAllowed');
    expect(await lookUp(resolvingTo('127.0.0.1'), 'bc.contoso.example')).toBe('address.networkNotAllowed');
  });

  it('a name without addresses can not be reached', async () =>
    expect(await lookUp(resolvingTo(), 'contoso.crm4.dynamics.com')).toBe('ENOTFOUND'));

  it('a link of the service must stay on its host, since our authorisation goes with it', () => {
    const origin = 'https://contoso.crm4.dynamics.com';
    expect(codeOf(() => online.checkLink('https://contoso.crm4.dynamics.com/api/data/v9.2/accounts?$skiptoken=1', origin))).toBe('allowed');
    expect(codeOf(() => online.checkLink('https://fabrikam.crm4.dynamics.com/api/data/v9.2/accounts', origin))).toBe('address.foreignLink');
    expect(codeOf(() => online.checkLink('https://contoso.crm4.dynamics.com:8443/api', origin))).toBe('address.foreignLink');
    expect(codeOf(() => online.checkLink('http://contoso.crm4.dynamics.com/api', origin))).toBe('address.notHttps');
    expect(codeOf(() => online.checkLink('//evil.example/api', origin))).toBe('address.invalid');
  });
});
