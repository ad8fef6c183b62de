import { customer } from '../catalogue/customer';
import { DeletionPolicy, TableMapping } from '../mapping/table-mapping';
import { defaultVariant } from '../mapping/variant';
import { AllowedDirection, Direction, Side, Values } from '../value';
import { Pairs } from './compare-record';
import { decideSurvivor, deletionPolicyFor, SurvivorDecision } from './decide-deletion';
import { planRun } from './run-plan';

describe('the policy for a deleted record', () => {
  const table: [sentence: string, policy: DeletionPolicy, direction: AllowedDirection, deleted: Side, holds: DeletionPolicy][] = [
    ['deletes the counterpart where the mapping leads there', 'deleteCounterpart', 'toSales', 'businessCentral', 'deleteCounterpart'],
    ['deletes nothing against the direction of the mapping', 'deleteCounterpart', 'toSales', 'sales', 'none'],
    ['deletes on either side under a mapping of both directions', 'deleteCounterpart', 'both', 'sales', 'deleteCounterpart'],
    ['restores a record that the mapping writes', 'restore', 'toSales', 'sales', 'restore'],
    ['restores nothing on a side that the mapping only reads', 'restore', 'toSales', 'businessCentral', 'none'],
    ['restores on either side under a mapping of both directions', 'restore', 'both', 'businessCentral', 'restore'],
    ['removes the coupling, whatever the direction', 'removeCoupling', 'fromSales', 'businessCentral', 'removeCoupling'],
    ['is to do nothing where nothing is declared', 'none', 'both', 'sales', 'none'],
  ];
  it.each(table)('%s', (_sentence, deletionPolicy, direction, deleted, expected) => {
    expect(deletionPolicyFor({ ...customer, deletionPolicy, direction }, deleted)).toBe(expected);
  });
});

const surroundings = {
  localCurrencyCode: 'GBP',
  localCurrencySalesId: 'pound',
  baseCurrencyCode: 'GBP',
  currencyPrecision: 2,
  companyId: 'C',
  companyScoped: false,
  owningTeamId: null,
  templates: {},
  workDate: '2026-01-01',
};

const planned = (changes: Partial<TableMapping> = {}, direction: Direction = 'toSales') =>
  planRun({ mapping: { ...customer, ...changes }, direction, variant: defaultVariant, surroundings });

describe('the counterpart of a deleted record', () => {
  const account: Values = { statecode: 0, customertypecode: 3, name: 'Adatum', address1_city: 'Leeds' };
  const blankPairs: Pairs = Object.fromEntries(planned().both.map(({ name }) => [name, null]));
  const agreed: Pairs = { ...blankPairs, name: 'Adatum', address1_city: 'Leeds' };
  const intact = { values: account, pairs: agreed, force: false };

  const kinds = ({ kind, ...rest }: SurvivorDecision) => [kind, ...Object.values(rest).flat()];

  it('is deleted while it is as both sides agreed', () => {
    expect(kinds(decideSurvivor(planned(), intact))).toEqual(['delete']);
  });
  it('that somebody has edited since is kept until a person decides', () => {
    const edited = { ...intact, values: { ...account, address1_city: 'York' } };
    expect(kinds(decideSurvivor(planned(), edited))).toEqual(['edited', 'address1_city']);
  });
  it('is deleted though a reference of it was never agreed on, because what it names is not coupled', () => {
    const { primarycontactid: _open, ...pairs } = intact.pairs;
    expect(decideSurvivor(planned(), { ...intact, pairs, values: { ...account, primarycontactid: 'somebody' } }).kind).toBe('delete');
  });
  it('that was coupled without ever having agreed is kept until a person decides', () => {
    expect(decideSurvivor(planned(), { ...intact, pairs: {} }).kind).toBe('edited');
  });
  it('is deleted in spite of an edit where a person says so, and what is lost is named', () => {
    const edited = { ...intact, values: { ...account, address1_city: 'York' }, force: true };
    expect(kinds(decideSurvivor(planned(), edited))).toEqual(['delete', 'address1_city']);
  });
  it.each([
    ['the side that deleted', 'businessCentral', 'delete'],
    ['the side that edited', 'sales', 'edited'],
    ['the later change, which a deletion does not tell', 'latest', 'edited'],
  ] as const)('that was edited ends by a conflict policy for %s', (_sentence, conflictPolicy, kind) => {
    const edited = { ...intact, values: { ...account, address1_city: 'York' } };
    expect(decideSurvivor(planned({ conflictPolicy }), edited).kind).toBe(kind);
  });
  it('that has become something else is left alone, whatever anybody says', () => {
    const vendor = { ...intact, values: { ...account, customertypecode: 11 }, force: true };
    expect(decideSurvivor(planned(), vendor).kind).toBe('excluded');
  });
  it('that does not exist either needs nothing', () => {
    expect(decideSurvivor(planned(), { ...intact, values: undefined }).kind).toBe('gone');
  });
});
