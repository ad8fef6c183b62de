/** Everything that can happen next: workers take pages and go on, leases end, calls get lost, processes stop, people work in both systems. */
import { Direction, Side } from '@tandem/domain/value';
import { coupleByHand, uncouple } from '../by-hand';
import { hasEnded, isTombstone, sourceIdOf } from '../coupling';
import { Setting } from './step';
import { afterLostReply, hasEffect, stepsOf } from './worker';
import {
  addDue,
  couplingOf,
  customerId,
  disturbed,
  ended,
  mayDisturb,
  now,
  Page,
  rowOf,
  tables,
  transaction,
  withRow,
  Worker,
  World,
} from './world';

export interface Transition {
  readonly name: string;
  readonly world: World;
}

/** What may happen to a world next. */
export interface Next {
  /** What the system does by itself; a world without any is at rest. */
  readonly own: readonly Transition[];
  readonly disturbances: readonly Transition[];
}

export function nextOf(world: World, setting: Setting): Next {
  const reporting = world.workers.flatMap((worker, index) => (worker && isAlone(world, worker) ? [{ worker, index }] : []))[0];
  if (reporting) return { own: work(world, reporting, setting), disturbances: troubles(world, reporting, setting) };
  const busy = world.workers.flatMap((worker, index) => (worker ? [{ worker, index }] : []));
  const free = world.workers.indexOf(null);
  const own = [
    ...busy.flatMap((one) => work(world, one, setting)),
    ...(free < 0 ? [] : takes(world, free)),
    ...endsOfAbandonedLeases(world),
    ...sweeps(world),
  ];
  return { own, disturbances: [...busy.flatMap((one) => troubles(world, one, setting)), ...people(world, setting)] };
}

/** A report under a current lease touches nothing that anybody else reads or writes: in whatever order it comes, the same follows. So only one order is explored. */
const isAlone = (world: World, { phase, leased, pageId, token }: Worker): boolean =>
  phase === 'report' && leased && world.pages.some((page) => page.id === pageId && page.token === token);

type Busy = { readonly worker: Worker; readonly index: number };

const put = (world: World, index: number, worker: Worker | null): World => ({
  ...world,
  workers: world.workers.map((one, place) => (place === index ? worker : one)),
});

const work = (world: World, { worker, index }: Busy, setting: Setting): Transition[] =>
  stepsOf(world, worker, setting).map((step) => ({ name: `${index} ${worker.phase}`, world: put(step.world, index, step.worker) }));

/** A free worker takes a page that was left, the next page of a change feed, or a page of due ids. */
function takes(world: World, index: number): Transition[] {
  const left = world.pages.filter(({ leased }) => !leased).map((page) => taken(world, index, { ...page, token: page.token + 1 }));
  const feeds = (['toSales', 'fromSales'] as const).flatMap((direction) => nextOfFeed(world, index, direction));
  const due = world.due.map(({ direction, recordId }) => {
    const rest = world.due.filter((one) => one.direction !== direction || one.recordId !== recordId);
    return taken({ ...world, due: rest }, index, newPage(world, { kind: 'ids', direction, recordId }));
  });
  return [...left, ...feeds, ...due];
}

/** At most one job of a direction is active. */
function nextOfFeed(world: World, index: number, direction: Direction): Transition[] {
  const [recordId, ...rest] = world.feed[direction];
  if (recordId === undefined || world.pages.some((page) => page.kind === 'range' && page.direction === direction)) return [];
  const without = { ...world, feed: { ...world.feed, [direction]: rest } };
  return [taken(without, index, newPage(world, { kind: 'range', direction, recordId }))];
}

const newPage = (world: World, page: Pick<Page, 'kind' | 'direction' | 'recordId'>): Page => ({
  ...page,
  id: `P${world.given}`,
  token: 1,
  leased: false,
});

function taken(world: World, index: number, page: Page): Transition {
  const { id: pageId, token, kind, direction, recordId } = page;
  const worker: Worker = {
    ...{
      pageId,
      token,
      kind,
      direction,
      recordId,
      phase: 'read',
      leased: true,
      sendsLate: false,
      note: world.version,
      isSecondReading: false,
    },
    ...{ row: null, coupling: null, target: null, pairs: {}, decision: null, tries: 0, due: [], issue: false },
  };
  const pages = [...world.pages.filter(({ id }) => id !== pageId), { ...page, leased: true }];
  return {
    name: `${index} takes ${kind} ${direction} ${recordId}`,
    world: put({ ...world, pages, given: world.given + 1 }, index, worker),
  };
}

/** The lease ends, for the page and for every claim that was made under it. */
function endLease(world: World, pageId: string): World {
  const couplings = world.couplings.map((coupling) => {
    const { claim } = coupling;
    return claim?.holder.pageId === pageId
      ? { ...coupling, claim: { ...claim, holder: { ...claim.holder, leaseEndsAt: ended } } }
      : coupling;
  });
  const pages = world.pages.map((page) => (page.id === pageId ? { ...page, leased: false } : page));
  const workers = world.workers.map((worker) => (worker?.pageId === pageId ? { ...worker, leased: false } : worker));
  return { ...world, couplings, pages, workers };
}

const endsOfAbandonedLeases = (world: World): Transition[] =>
  world.pages
    .filter((page) => page.leased && !world.workers.some((worker) => worker?.pageId === page.id && worker.leased))
    .map(({ id }) => ({ name: `lease of ${id} ends`, world: endLease(world, id) }));

/** Claims whose page has ended and that nobody comes back for: their lease ends, then a sweep makes the record due. */
const sweeps = (world: World): Transition[] =>
  world.couplings.flatMap((coupling) => {
    const { claim } = coupling;
    const recordId = claim && sourceIdOf(coupling, claim.direction);
    if (!claim || !recordId || world.pages.some(({ id }) => id === claim.holder.pageId)) return [];
    if (!hasEnded(claim, now)) return [{ name: 'lease of a claim ends', world: endLease(world, claim.holder.pageId) }];
    const isExpected = [...world.due, ...world.pages].some((one) => one.direction === claim.direction && one.recordId === recordId);
    return isExpected ? [] : [{ name: 'sweep', world: { ...world, due: addDue(world.due, [{ direction: claim.direction, recordId }]) } }];
  });

function troubles(world: World, busy: Busy, setting: Setting): Transition[] {
  const { worker, index } = busy;
  const may = (kind: Parameters<typeof mayDisturb>[2]): boolean => mayDisturb(world, setting.scenario, kind);
  const found: Transition[] = [];
  if (may('crash')) found.push({ name: `${index} crashes before ${worker.phase}`, world: put(disturbed(world), index, null) });
  if (may('expiry') && worker.leased) found.push({ name: `lease of ${index} ends`, world: endLease(disturbed(world), worker.pageId) });
  if (may('lateSend') && worker.leased && worker.phase === 'create' && !worker.sendsLate)
    found.push({
      name: `${index} is stopped between lease check and send`,
      world: endLease(put(disturbed(world), index, { ...worker, sendsLate: true }), worker.pageId),
    });
  if (may('lostReply') && hasEffect.has(worker.phase)) found.push(...lostReplies(world, busy, setting));
  return found;
}

const lostReplies = (world: World, { worker, index }: Busy, setting: Setting): Transition[] =>
  stepsOf(world, worker, setting).map((step) => ({
    name: `reply to ${worker.phase} of ${index} is lost`,
    world: put(disturbed(step.world), index, afterLostReply(worker)),
  }));

function people(world: World, { scenario }: Setting): Transition[] {
  const found: Transition[] = [];
  if (mayDisturb(world, scenario, 'edit')) found.push(...sides.flatMap((side) => edits(world, side)));
  if (mayDisturb(world, scenario, 'deletion')) found.push(...sides.flatMap((side) => deletions(world, side)));
  if (mayDisturb(world, scenario, 'coupling')) found.push(...handiwork(world));
  if (mayDisturb(world, scenario, 'request')) found.push({ name: 'somebody asks for the customer', world: askedFor(disturbed(world)) });
  return found;
}

const sides: readonly Side[] = ['businessCentral', 'sales'];

/** A person types a new value; what stood there before was seen and is replaced knowingly. */
const edits = (world: World, side: Side): Transition[] =>
  world.rows[side].map((row) => {
    const value = `${side === 'sales' ? 's' : 'b'}${world.typed + 1}`;
    const seen = world.edits.filter((edit) => edit.value !== row.value);
    const typed = withRow(disturbed(world), side, { id: row.id, value, correlation: row.correlation });
    return {
      name: `somebody edits ${row.id}`,
      world: { ...typed, edits: [...seen, { side, rowId: row.id, value }], typed: world.typed + 1 },
    };
  });

/** A person deletes a row; the notice makes it due to be read. */
const deletions = (world: World, side: Side): Transition[] =>
  world.rows[side].map((row) => {
    const direction = side === 'sales' ? 'fromSales' : 'toSales';
    const rows = { ...world.rows, [side]: world.rows[side].filter(({ id }) => id !== row.id) };
    const feed = { ...world.feed, [direction]: world.feed[direction].filter((id) => id !== row.id) };
    const deleted = { ...world.deleted, [side]: world.deleted[side] + 1 };
    const kept = world.edits.filter(({ rowId }) => rowId !== row.id);
    const next = {
      ...disturbed(world),
      rows,
      feed,
      deleted,
      edits: kept,
      due: addDue(world.due, [{ direction, recordId: row.id }]),
    };
    return { name: `somebody deletes ${row.id}`, world: next };
  });

/** A page of ids beside those of the change feeds. */
const askedFor = (world: World): World => ({ ...world, due: addDue(world.due, [{ direction: 'toSales', recordId: customerId }]) });

/** Somebody uncouples the customer, or couples it again with an account that nothing has. */
function handiwork(world: World): Transition[] {
  const coupling = couplingOf(world, 'businessCentral', customerId);
  if (coupling && !coupling.claim && !isTombstone(coupling)) {
    const { world: next } = transaction(disturbed(world), (draft) => uncouple(draft, coupling));
    return [{ name: 'somebody uncouples', world: next }];
  }
  if (coupling?.claim || !rowOf(world, 'businessCentral', customerId)) return [];
  return world.rows.sales.flatMap((row) => couple(world, row.id));
}

function couple(world: World, salesId: string): Transition[] {
  const holder = couplingOf(world, 'sales', salesId);
  if (holder && !isTombstone(holder)) return [];
  const pair = { tables, businessCentralId: customerId, salesId, firstDirection: null };
  const { world: next } = transaction(disturbed(world), (draft) => coupleByHand(draft, pair));
  return [{ name: 'somebody couples', world: askedFor(next) }];
}
