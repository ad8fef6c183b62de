/** One text for all states that differ in nothing that can ever matter: names are only the same or not, numbers only larger or smaller, workers stand in either order. */
import { Coupling } from '../coupling';
import { Row, Worker, World } from './world';

/** The state as a text. */
export function keyOf(world: World): string {
  const number = ranksOf(world);
  const pages = new Set(world.pages.map(({ id }) => id));
  for (const worker of world.workers) if (worker) pages.add(worker.pageId);
  const describe = (coupling: Coupling): string => couplingText(coupling, { number, pages });
  const parts = [
    ...world.rows.businessCentral.map((row) => `b ${rowText(row)}`),
    ...world.rows.sales.map((row) => `s ${rowText(row)}`),
    ...world.couplings.map(describe),
    ...world.due.map(({ direction, recordId }) => `due ${direction} ${recordId}`),
    ...world.pages.map(
      ({ id, token, leased, kind, direction, recordId }) => `page ${id} ${token} ${leased} ${kind} ${direction} ${recordId}`,
    ),
    ...world.workers.map((worker) => (worker ? `worker ${workerText(worker, number, describe)}` : 'idle')),
    ...world.issues.map((id) => `issue ${id}`),
    ...world.edits.map(({ side, rowId, value }) => `edit ${side} ${rowId} ${value}`),
  ];
  const history = [number(world.version), world.typed, world.created.sales, world.created.businessCentral, world.updated, world.sentLate];
  const feed = `${world.feed.toSales.join()};${world.feed.fromSales.join()}`;
  return renamed(
    [...inOrder(parts), feed, history.join(), world.disturbances, world.deleted.sales, world.deleted.businessCentral].join('\n'),
  );
}

type Number = (version: bigint) => number;

/** Versions are compared with each other and nothing else: only their order counts. */
function ranksOf({ couplings, workers, version }: World): Number {
  const all = new Set<bigint>([version]);
  const add = (coupling: Coupling | null): void => {
    if (!coupling) return;
    all.add(coupling.version);
    if (coupling.settled?.from) all.add(coupling.settled.from);
  };
  couplings.forEach(add);
  for (const worker of workers) {
    if (!worker) continue;
    if (isReading(worker)) all.add(worker.note);
    add(worker.coupling);
  }
  const order = new Map([...all].sort((one, other) => (one < other ? -1 : 1)).map((value, rank) => [value, rank]));
  return (value) => order.get(value) ?? -1;
}

const isReading = ({ phase }: Worker): boolean => phase === 'read' || phase === 'resolve';

const rowText = ({ id, value, valueBefore, etag, correlation }: Row): string => `${id} ${value} ${valueBefore} e${etag} ${correlation}`;

/** Which page held or settled a coupling matters only while that page can ask again. */
function couplingText(coupling: Coupling, { number, pages }: { number: Number; pages: ReadonlySet<string> }): string {
  const { id, ids, state, version, agreed, digests, deleted, claim, settled } = coupling;
  const holder = claim && (pages.has(claim.holder.pageId) ? `${claim.holder.pageId} ${claim.holder.token}` : '-');
  const held = claim && `${holder} ${claim.holder.leaseEndsAt.getTime()} ${claim.direction} ${JSON.stringify(claim.pairs)}`;
  const last =
    settled && pages.has(settled.pageId) ? `${settled.pageId} ${settled.token} ${settled.from === null ? '' : number(settled.from)}` : '';
  const values = `${JSON.stringify(agreed)} ${JSON.stringify(digests)}`;
  return `${id} ${ids.businessCentral} ${ids.sales} ${state} ${number(version)} ${values} ${deleted} [${held}] [${last}]`;
}

/** What a worker knows counts only as long as it will look at it again. */
function workerText(worker: Worker, number: Number, describe: (coupling: Coupling) => string): string {
  const { pageId, token, direction, recordId, phase, leased, sendsLate, isSecondReading, tries, due, issue, kind } = worker;
  const { row, target, coupling, pairs, decision, note } = worker;
  const page = `${pageId} ${token} ${leased} ${kind} ${direction} ${recordId} ${phase} ${JSON.stringify(due)} ${issue}`;
  if (phase === 'report') return page;
  if (isReading(worker)) return `${page} ${number(note)} ${isSecondReading} ${row && rowText(row)}`;
  const seen = `${row && `${row.value} ${row.correlation}`} ${target && rowText(target)}`;
  return `${page} ${sendsLate} ${tries} ${seen} ${coupling && describe(coupling)} ${JSON.stringify(pairs)} ${JSON.stringify(decision)}`;
}

const names = /\b[PCTSe]\d+\b/g;

/** Sorted by what they say apart from names, so that the order does not depend on when a name was given. */
const inOrder = (parts: readonly string[]): string[] =>
  parts
    .map((text) => [text.replace(names, '#'), text] as const)
    .sort(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0))
    .map(([, text]) => text);

/** Ids and row versions are names: what counts is which are the same. */
function renamed(text: string): string {
  const known = new Map<string, string>();
  return text.replace(names, (name) => {
    const next = known.get(name) ?? `${name[0]}.${known.size}`;
    known.set(name, next);
    return next;
  });
}
