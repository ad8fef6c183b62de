import { changed, Connection, disabled, enabled, newConnection, recovered, stateOf, troubled } from './connection';
import { Facts } from './facts';

const facts: Facts = {
  salesOrganizationId: '7a2f0000-0000-4000-8000-000000000001',
  salesVersion: '9.2.25093.00168',
  salesUserId: '7a2f0000-0000-4000-8000-000000000002',
  companyId: '7a2f0000-0000-4000-8000-000000000003',
  companyName: 'CRONUS International Ltd.',
  extensionVersion: '1.0.0.0',
  localCurrencyCode: 'GBP',
  localCurrencySalesId: '7a2f0000-0000-4000-8000-000000000004',
  baseCurrencyCode: 'USD',
  baseCurrencySalesId: '7a2f0000-0000-4000-8000-000000000005',
  currencyPrecision: 2,
};

const contoso = (): Connection => newConnection('7a2f0000-0000-4000-8000-000000000000', 'Contoso', new Date('2026-11-02T08:00:00Z'));

describe('a connection', () => {
  it('is disabled, owned by persons, with unit groups, at the start', () => {
    expect(stateOf(contoso())).toBe('disabled');
    expect(contoso().options).toMatchObject({ ownership: 'person', unitGroupMapping: true, salesOrderIntegration: 'off' });
  });

  it('keeps what a change does not name and forgets what it clears', () => {
    const first = changed(contoso(), {
      sales: { url: 'https://contoso.crm4.dynamics.com', clientId: 'a' },
      options: { writeInProduct: 'S-210' },
    });
    const second = changed(first, { sales: { clientId: 'b' }, options: { writeInProduct: null, ownership: 'team' } });
    expect(second.sales).toEqual({ url: 'https://contoso.crm4.dynamics.com', clientId: 'b' });
    expect(second.options).toEqual({ ...contoso().options, ownership: 'team' });
  });

  it('falls back to the default where a choice is cleared', () => {
    const chosen = changed(contoso(), { options: { priceModel: 'classic' } });
    expect(changed(chosen, { options: { priceModel: null } }).options.priceModel).toBe('extended');
  });

  it('does not let its company or ownership be changed while it is enabled', () => {
    const running = enabled(contoso(), facts);
    expect(() => changed(running, { businessCentral: { companyName: 'Other' }, options: { ownership: 'team' } })).toThrow(
      expect.objectContaining({
        kind: 'blocked',
        code: 'connection.mustBeDisabled',
        details: expect.objectContaining({ fields: ['businessCentral.companyName', 'options.ownership'] }),
      }),
    );
  });

  it('lets its name and its automatic orders be changed while it is enabled', () => {
    const running = enabled(contoso(), facts);
    expect(changed(running, { name: 'Contoso Ltd', options: { autoCreateSalesOrders: true } })).toMatchObject({
      name: 'Contoso Ltd',
      enabled: true,
    });
  });

  it('needs attention while a system refuses Tandem, until it recovers', () => {
    const refused = troubled(enabled(contoso(), facts), 'The secret has expired.');
    expect([stateOf(refused), refused.reason]).toEqual(['needsAttention', 'The secret has expired.']);
    expect(stateOf(recovered(refused))).toBe('enabled');
  });

  it('forgets what it has read when it is disabled, but not where its couplings belong', () => {
    expect(disabled(enabled(contoso(), facts))).toMatchObject({ enabled: false, environment: { bound: true }, facts: undefined });
  });

  it('is not enabled on another organisation than the one its couplings belong to', () => {
    const earlier = disabled(enabled(contoso(), facts));
    const copied = { ...facts, salesOrganizationId: '7a2f0000-0000-4000-8000-00000000000f' };
    expect(() => enabled(earlier, copied)).toThrow(expect.objectContaining({ code: 'connection.environmentChanged' }));
  });
});
