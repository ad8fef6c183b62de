/** The world of the exploration: one customer, two systems, the coupling service, pages, two workers, people. A state is a value; transitions answer new ones. */
import { Decision } from '@tandem/domain/sync/decide-sync';
import { Direction, Side } from '@tandem/domain/value';
import { AgreedPairs, blankCoupling, Coupling } from '../coupling';
import { Draft } from '../draft';
import { MappedTables } from '../mapped-tables';

export const tables: MappedTables = { mapping: 'CUSTOMER', businessCentral: 'customers', sales: 'accounts' };

/** Time has three moments: leases that have ended, now, leases that go on. */
export const [ended, now, lasting] = [new Date(0), new Date(1), new Date(2)];

/** A row of either system with its one both-ways field. */
export interface Row {
  readonly id: string;
  readonly value: string;
  /** What a lagging replica still answers. */
  readonly valueBefore: string;
  readonly etag: number;
  /** The claimed id, where the service chose another one. */
  readonly correlation: string | null;
}

/** A page of one record. */
export interface Page {
  readonly id: string;
  readonly kind: 'range' | 'ids';
  readonly direction: Direction;
  readonly recordId: string;
  readonly token: number;
  /** A worker has the lease; false: it may be taken. */
  readonly leased: boolean;
}

export interface Due {
  readonly direction: Direction;
  readonly recordId: string;
}

export type Phase =
  | ('read' | 'resolve' | 'claim' | 'create' | 'locate' | 'claimAgain' | 'readTarget' | 'update')
  | ('confirm' | 'release' | 'recordDeletion' | 'report');

/** A worker with a page in hand; what it knows is what it has read, however old. */
export interface Worker {
  readonly pageId: string;
  readonly token: number;
  readonly kind: Page['kind'];
  readonly direction: Direction;
  readonly recordId: string;
  readonly phase: Phase;
  /** The lease still lasts. */
  readonly leased: boolean;
  /** It has checked its lease and was stopped before it sent. */
  readonly sendsLate: boolean;
  readonly note: bigint;
  readonly isSecondReading: boolean;
  readonly row: Row | null;
  readonly coupling: Coupling | null;
  /** The row that was found or created on the other side. */
  readonly target: Row | null;
  /** What counts as agreed: the coupling's pairs, else the claim's. */
  readonly pairs: AgreedPairs;
  readonly decision: Decision | null;
  readonly tries: number;
  readonly due: readonly Due[];
  /** The record ends in an issue that people see. */
  readonly issue: boolean;
}

/** What happens to a world from outside. */
export type Disturbance = 'crash' | 'lostReply' | 'expiry' | 'lateSend' | 'edit' | 'deletion' | 'coupling' | 'request';

/** A value that a person has typed and that nobody has replaced knowingly. */
export interface Edit {
  readonly side: Side;
  readonly rowId: string;
  readonly value: string;
}

export interface World {
  readonly rows: Readonly<Record<Side, readonly Row[]>>;
  readonly couplings: readonly Coupling[];
  /** The counter of coupling versions. */
  readonly version: bigint;
  /** Numbers of ids and row versions given so far. */
  readonly given: number;
  /** Ids that the change feed of a direction will bring. */
  readonly feed: Readonly<Record<Direction, readonly string[]>>;
  readonly due: readonly Due[];
  readonly pages: readonly Page[];
  readonly workers: readonly (Worker | null)[];
  /** Records with an open issue. */
  readonly issues: readonly string[];
  readonly edits: readonly Edit[];
  /** Everything that was ever typed. */
  readonly typed: number;
  /** Rows that workers created, by side; updates that they wrote; rows that people deleted. */
  readonly created: Readonly<Record<Side, number>>;
  readonly updated: number;
  readonly deleted: Readonly<Record<Side, number>>;
  readonly sentLate: boolean;
  /** Disturbances so far. */
  readonly disturbances: number;
}

/** What is explored. */
export interface Scenario {
  readonly start: World;
  /** Who chooses the id of a new row. */
  readonly identity: 'callerId' | 'server';
  readonly kinds: readonly Disturbance[];
  /** How many disturbances, of whatever kinds, at whatever moments. */
  readonly most: number;
}

export const customerId = 'A';

const row = (id: string): Row => ({ id, value: 'a', valueBefore: 'a', etag: 0, correlation: null });

/** A customer that nobody knows yet; the change feed brings it. */
export const newCustomer: World = {
  rows: { businessCentral: [row(customerId)], sales: [] },
  couplings: [],
  version: 1n,
  given: 1,
  feed: { toSales: [customerId], fromSales: [] },
  due: [],
  pages: [],
  workers: [null, null],
  issues: [],
  edits: [],
  typed: 0,
  created: { businessCentral: 0, sales: 0 },
  updated: 0,
  deleted: { businessCentral: 0, sales: 0 },
  sentLate: false,
  disturbances: 0,
};

/** A customer and its account, as they stand when all is done. */
export const coupledCustomer: World = {
  ...newCustomer,
  rows: { businessCentral: [row(customerId)], sales: [row('T0')] },
  couplings: [
    {
      ...blankCoupling('C0', tables),
      ids: { businessCentral: customerId, sales: 'T0' },
      state: 'coupled',
      agreed: { name: 'a' },
      digests: { businessCentral: 'a', sales: 'a' },
      version: 0n,
      ...{ createdAt: now, changedAt: now },
    },
  ],
  feed: { toSales: [], fromSales: [] },
  created: { businessCentral: 0, sales: 1 },
};

/** Changes couplings as one transaction of the coupling service. */
export function transaction<Answer>(world: World, decide: (draft: Draft) => Answer): { world: World; answer: Answer } {
  let given = world.given;
  const draft = new Draft(world.couplings, { version: world.version, now, newId: () => `C${given++}` });
  const answer = decide(draft);
  return { world: { ...world, couplings: draft.all(), version: world.version + 1n, given }, answer };
}

export const rowOf = (world: World, side: Side, id: string | null): Row | null => world.rows[side].find((row) => row.id === id) ?? null;

/** Stores a row under a new version; the change feed of its side brings it. */
export function withRow(world: World, side: Side, row: Omit<Row, 'etag' | 'valueBefore'>): World {
  const before = rowOf(world, side, row.id);
  const stored = { ...row, etag: world.given, valueBefore: before?.value ?? row.value };
  const direction = side === 'sales' ? 'fromSales' : 'toSales';
  return {
    ...world,
    rows: { ...world.rows, [side]: [...world.rows[side].filter(({ id }) => id !== row.id), stored] },
    feed: { ...world.feed, [direction]: addTo(world.feed[direction], row.id) },
    given: world.given + 1,
  };
}

export const addTo = <T>(list: readonly T[], item: T): readonly T[] => (list.includes(item) ? list : [...list, item]);

export const addDue = (due: readonly Due[], added: readonly Due[]): readonly Due[] =>
  added.reduce(
    (all, one) => (all.some(({ direction, recordId }) => direction === one.direction && recordId === one.recordId) ? all : [...all, one]),
    due,
  );

export const disturbed = (world: World): World => ({ ...world, disturbances: world.disturbances + 1 });

export const mayDisturb = (world: World, { kinds, most }: Scenario, kind: Disturbance): boolean =>
  world.disturbances < most && kinds.includes(kind);

export const couplingOf = (world: World, side: Side, id: string): Coupling | null =>
  world.couplings.find(({ ids }) => ids[side] === id) ?? null;
