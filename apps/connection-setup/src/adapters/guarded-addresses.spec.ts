import { AddressGuard } from '@tandem/connectors/http/address-guard';
import { GuardedAddresses } from './guarded-addresses';

const rules = (allowLoopback: boolean, extraHosts: string[] = []): GuardedAddresses =>
  new GuardedAddresses(new AddressGuard({ allowLoopback, extraHosts }));

describe('where connections may lead', () => {
  it.each(['contoso.crm4.dynamics.com', 'api.businesscentral.dynamics.com', 'login.microsoftonline.com'])(
    '%s: the services themselves',
    (host) => {
      expect([rules(false).allowsHost(host), rules(false).allowsPlainHttp(host)]).toEqual([true, false]);
    },
  );

  it('to this machine only where the operator allows loopback, then over plain http as well', () => {
    expect([rules(false).allowsHost('127.0.0.1'), rules(false).allowsPlainHttp('127.0.0.1')]).toEqual([false, false]);
    expect([rules(true).allowsHost('127.0.0.1'), rules(true).allowsPlainHttp('127.0.0.1')]).toEqual([true, true]);
  });

  it('to an on-premises host only where the operator names it, over https', () => {
    const office = rules(false, ['*.contoso.example']);
    expect([
      rules(false).allowsHost('bc.contoso.example'),
      office.allowsHost('bc.contoso.example'),
      office.allowsPlainHttp('bc.contoso.example'),
    ]).toEqual([false, true, false]);
  });

  it.each(['169.254.169.254', '10.0.0.1', '[::ffff:127.0.0.1]', '2130706433', 'contoso.crm4.dynamics.com.evil.example'])(
    'never to %s',
    (host) => {
      expect(rules(false).allowsHost(host)).toBe(false);
    },
  );
});
