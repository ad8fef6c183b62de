import { defaultVariant } from '@tandem/domain/mapping/variant';
import { Values } from '@tandem/domain/value';
import { verdictOn } from './judge';
import { Seen, SeenCoupling, SeenIssue, Write } from './seen';

const ours = 'tandem';
const local = 'gbp-in-sales';

const customer: Values = {
  number: '10000',
  displayName: 'Adatum Corporation',
  blocked: '_x0020_',
  currencyCode: '',
  salespersonCode: '',
  creditLimit: 100,
};
const account: Values = { name: 'Adatum Corporation', customertypecode: 3, statecode: 0, transactioncurrencyid: local, creditlimit: 100 };
const coupling: SeenCoupling = { mapping: 'CUSTOMER', businessCentralId: 'c1', salesId: 'a1', businessKey: '10000' };

interface Scene {
  readonly customers?: Record<string, Values>;
  readonly accounts?: Record<string, Values>;
  readonly couplings?: SeenCoupling[];
  readonly archived?: SeenCoupling[];
  readonly issues?: SeenIssue[];
  readonly salesWrites?: Omit<Write, 'sequence'>[];
  readonly businessCentralWrites?: Omit<Write, 'sequence'>[];
}

const numbered = (writes: Omit<Write, 'sequence'>[] = []): Write[] => writes.map((write, index) => ({ ...write, sequence: index + 1 }));

const seen = (scene: Scene): Seen => ({
  systems: {
    businessCentral: {
      rows: new Map([['customers', new Map(Object.entries(scene.customers ?? { c1: customer }))]]),
      writes: numbered(scene.businessCentralWrites),
      ours: new Set([ours]),
    },
    sales: {
      rows: new Map([['accounts', new Map(Object.entries(scene.accounts ?? { a1: account }))]]),
      writes: numbered(scene.salesWrites),
      ours: new Set([ours]),
    },
  },
  couplings: scene.couplings ?? [coupling],
  archived: scene.archived,
  issues: scene.issues ?? [],
  localCurrency: { code: 'GBP', salesId: local },
});

const judged = (scene: Scene) => verdictOn(seen(scene), defaultVariant);
const write = (table: string, key: string, operation: Write['operation'], writer: string, ...columns: string[]) => ({
  table,
  key,
  operation,
  writer,
  columns,
});

describe('the oracle', () => {
  it('finds nothing wrong with a pair that says the same', () => {
    expect(judged({})).toEqual({
      invariants: { converged: true, duplicates: 0, lostUpdates: 0, phantomDeletes: 0, echoes: 0 },
      problems: [],
    });
  });

  it('sees a field that differs', () => {
    expect(judged({ accounts: { a1: { ...account, name: 'Adatum' } } }).problems).toEqual(['CUSTOMER 10000: name differ']);
  });

  it('a one-way field must have arrived', () => {
    expect(judged({ accounts: { a1: { ...account, creditlimit: 7 } } }).invariants.converged).toBe(false);
  });

  it('a difference that is listed as a conflict is excused', () => {
    const issues: SeenIssue[] = [{ mapping: 'CUSTOMER', direction: 'toSales', recordId: 'c1', kind: 'conflict' }];
    expect(judged({ accounts: { a1: { ...account, name: 'Adatum' } }, issues }).invariants.converged).toBe(true);
  });

  it('sees a record that takes part and is neither coupled nor listed', () => {
    expect(judged({ customers: { c1: customer, c2: { ...customer, number: '20000' } } }).problems).toEqual([
      'CUSTOMER: businessCentral record c2 is neither coupled nor listed',
    ]);
    const issues: SeenIssue[] = [{ mapping: 'CUSTOMER', direction: 'toSales', recordId: 'c2', kind: 'waiting' }];
    expect(judged({ customers: { c1: customer, c2: { ...customer, number: '20000' } }, issues }).invariants.converged).toBe(true);
  });

  it('sees an account that Tandem created twice', () => {
    const salesWrites = [write('accounts', 'a1', 'create', ours, 'name'), write('accounts', 'a2', 'create', ours, 'name')];
    expect(judged({ salesWrites }).problems).toEqual(['sales accounts a2 was created and belongs to no coupling']);
  });

  it('an account that Tandem made and a user deleted is no duplicate', () => {
    const salesWrites = [write('accounts', 'a2', 'create', ours, 'name'), write('accounts', 'a2', 'delete', 'somebody')];
    expect(judged({ salesWrites }).invariants.duplicates).toBe(0);
  });

  it('sees an account that Tandem deleted though nobody had deleted its customer, even where the pair is archived', () => {
    const archived = [{ ...coupling, businessCentralId: 'c2', salesId: 'a2' }];
    const salesWrites = [write('accounts', 'a2', 'create', ours, 'name'), write('accounts', 'a2', 'delete', ours)];
    expect(judged({ salesWrites, archived }).problems).toEqual(['CUSTOMER 10000: deleted in sales without a reason']);
    const businessCentralWrites = [write('customers', 'c2', 'delete', 'somebody')];
    expect(judged({ salesWrites, businessCentralWrites, archived }).problems).toEqual([]);
  });

  it('a user who creates an account makes no duplicate', () => {
    expect(judged({ salesWrites: [write('accounts', 'a3', 'create', 'somebody', 'name')] }).invariants.duplicates).toBe(0);
  });

  it('sees an edit that was overwritten without being listed', () => {
    const salesWrites = [write('accounts', 'a1', 'update', 'somebody', 'name'), write('accounts', 'a1', 'update', ours, 'name')];
    expect(judged({ salesWrites }).invariants.lostUpdates).toBe(1);
    const issues: SeenIssue[] = [{ mapping: 'CUSTOMER', direction: 'toSales', recordId: 'c1', kind: 'overwritten' }];
    expect(judged({ salesWrites, issues }).invariants.lostUpdates).toBe(0);
  });

  it('sees a deletion without a reason', () => {
    const salesWrites = [write('accounts', 'a1', 'delete', ours)];
    expect(judged({ salesWrites }).invariants.phantomDeletes).toBe(1);
    expect(judged({ salesWrites, businessCentralWrites: [write('customers', 'c1', 'delete', 'somebody')] }).invariants.phantomDeletes).toBe(
      0,
    );
  });

  it('sees writes that only answer our own', () => {
    const update = write('accounts', 'a1', 'update', ours, 'name');
    expect(judged({ salesWrites: [update] }).invariants.echoes).toBe(0);
    expect(judged({ salesWrites: [update, update, update] }).invariants.echoes).toBe(1);
    expect(
      judged({ salesWrites: [update, update], businessCentralWrites: [write('customers', 'c1', 'update', 'somebody', 'displayName')] })
        .invariants.echoes,
    ).toBe(0);
  });

  it('a later reference is no echo', () => {
    const later = write('accounts', 'a1', 'update', ours, 'primarycontactid');
    expect(judged({ salesWrites: [write('accounts', 'a1', 'update', ours, 'name'), later, later] }).invariants.echoes).toBe(0);
  });
});
