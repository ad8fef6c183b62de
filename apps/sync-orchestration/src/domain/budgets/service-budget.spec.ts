import { budgetNamed, BudgetRules, halved, raised, ServiceBudget, shareOf } from './service-budget';

const rules: BudgetRules = {
  ceilings: { sales: 52, businessCentral: 5 },
  keptForInteractive: 2,
  mostForTarget: { sales: 8, businessCentral: 2 },
  mostForSource: 1,
};
const budget = (changes: Partial<ServiceBudget> = {}): ServiceBudget => ({
  budget: 'b',
  side: 'sales',
  ceiling: 52,
  slots: 52,
  inUse: 0,
  pausedForMs: 0,
  ...changes,
});
const share = (state: ServiceBudget, interactive = false): number => shareOf(state, { most: 8, interactive }, rules);

describe('a service budget', () => {
  it('is one for a host and a principal, however they are written', () => {
    expect(budgetNamed('Contoso.crm4.dynamics.com', 'APP-1')).toBe(budgetNamed('contoso.crm4.dynamics.com', 'app-1'));
  });

  it('gives a page no more than it may have, and no more than is left', () => {
    expect(share(budget())).toBe(8);
    expect(share(budget({ inUse: 47 }))).toBe(3);
    expect(share(budget({ inUse: 50 }))).toBe(0);
  });

  it('keeps two slots for people who wait', () => {
    expect(share(budget({ inUse: 50 }), true)).toBe(2);
  });

  it('gives nothing while the service has asked for silence, not even to people', () => {
    expect(share(budget({ pausedForMs: 1 }), true)).toBe(0);
  });

  it('lets one request through however far it was halved', () => {
    expect(share(budget({ slots: 1 }))).toBe(1);
    expect(share(budget({ slots: 1, inUse: 1 }))).toBe(0);
  });

  it('halves, never below one, and grows by one up to its ceiling', () => {
    expect([halved(52), halved(3), halved(1)]).toEqual([26, 1, 1]);
    expect([raised(26, 52), raised(52, 52)]).toEqual([27, 52]);
  });
});
