/**
 * Reads a companion set in ranges of row versions: closed at both ends, complete below the bound that was fixed before the first read. A row that users edit meanwhile
 * moves beyond the bound; a baseline therefore closes with all that lies there, since the runs that follow need not create what has no counterpart.
 */
import { Failure } from '@tandem/domain/failure';
import { Cursor, PageRead, ReadPage } from '@tandem/domain/ports/record-store';
import { isJsonObject, JsonObject, parseJson } from '../http/json-answer';
import { Collection } from '../odata/collection';
import { queryString } from '../odata/query';
import { CompanyClient } from './company-client';
import { companionOf, setOf } from './company-sets';
import { deletedSince } from './deleted-records';
import { IntegrationState, IntegrationStates, rowVersion } from './integration-state';
import { SetRows } from './set-rows';

/** `after` is excluded. A next page carries the bound `below` that its run has fixed; a watermark carries none. `at` is the service's time then. */
interface RangeState {
  readonly after: bigint;
  readonly below?: bigint;
  readonly at?: string;
  /** The range beyond the bound, read when the work on the others is done. */
  readonly closes?: true;
}

/** A state of a run whose bound is fixed. */
interface RunState extends RangeState {
  readonly below: bigint;
}

/** The end of a range that is open: whatever moves meanwhile moves upwards, and stays in it. */
const openEnd = 2n ** 63n - 1n;

/** The log of deletions is kept for 30 days. */
const oldestWatermarkMs = 29 * 24 * 3_600_000;

export class RowVersionPages {
  constructor(
    private readonly client: CompanyClient,
    private readonly states: IntegrationStates,
  ) {}

  async read(page: ReadPage): Promise<PageRead> {
    const state = stateOf(page);
    if (page.until !== undefined) return this.readAgain(page, state, page.until);
    const first = state.below === undefined;
    const run = first ? begin(state, await this.states.current()) : { ...state, below: state.below as bigint };
    const settled = run.below - 1n;
    if (page.from.kind === 'changes' && settled <= run.after) return { records: [], deletedIds: [], ...atTheEnd(run) };
    const deletions =
      first && page.from.kind === 'changes' ? deletedSince(this.client, companionOf(page.table).alTable, run) : Promise.resolve([]);
    const [range, deletedIds] = await Promise.all([this.range(page, run), deletions]);
    const records = range.rows.map((row) => range.reader.read(row));
    if (range.end !== undefined) return { records, deletedIds, end: String(range.end), next: cursorOf(page, { ...run, after: range.end }) };
    if (page.from.kind === 'changes' || run.closes) return { records, deletedIds, ...atTheEnd(run) };
    return { records, deletedIds, end: String(settled), next: cursorOf(page, { ...run, after: settled, closes: true }) };
  }

  /** The same range once more: rows may only have left it, upwards. */
  private async readAgain(page: ReadPage, state: RangeState, until: string): Promise<PageRead> {
    const reader = new SetRows(page.table, page.columns, 'companion');
    const withDeletions = state.below === undefined && page.from.kind === 'changes';
    const [rows, deletedIds] = await Promise.all([
      this.client.getAll(
        await this.target(
          page,
          reader,
          `systemRowVersion gt ${state.after}${state.closes ? '' : ` and systemRowVersion le ${rowVersion(until)}`}`,
        ),
      ),
      withDeletions ? deletedSince(this.client, companionOf(page.table).alTable, state) : [],
    ]);
    return { records: rows.map((row) => reader.read(row)), deletedIds, end: until };
  }

  private async range(page: ReadPage, run: RunState) {
    const reader = new SetRows(page.table, page.columns, 'companion');
    const bound = run.closes ? '' : ` and systemRowVersion lt ${run.below}`;
    const target = await this.target(page, reader, `systemRowVersion gt ${run.after}${bound}`);
    const collection = await this.client.getPage(target);
    const isWhole = !collection.nextLink && collection.rows.length <= page.size;
    return { reader, ...(isWhole ? { rows: collection.rows, end: undefined } : await this.cut(collection, target.prefer)) };
  }

  /** Composed rows may share a version: a page never ends between two of them. */
  private async cut(collection: Collection, prefer: readonly string[]): Promise<{ rows: readonly JsonObject[]; end: bigint | undefined }> {
    const versions = collection.rows.map((row) => rowVersion(row.systemRowVersion));
    const last = versions.at(-1);
    const whole = versions.findIndex((version) => version === last);
    if (whole > 0) return { rows: collection.rows.slice(0, whole), end: versions[whole - 1] };
    if (!collection.nextLink) return { rows: collection.rows, end: undefined };
    const more = await this.client.getPage({ link: collection.nextLink, prefer });
    return this.cut({ rows: [...collection.rows, ...more.rows], nextLink: more.nextLink }, prefer);
  }

  /** One row more than wished tells whether the last one shares its version with the next. */
  private async target(page: ReadPage, reader: SetRows, $filter: string) {
    const query = queryString({ $select: reader.select, $filter, $orderby: 'systemRowVersion' });
    return { path: (await this.client.path(setOf(page.table, 'companion'))) + query, prefer: [`odata.maxpagesize=${page.size + 1}`] };
  }
}

const larger = (one: bigint, other: bigint): bigint => (one > other ? one : other);

const tokenOf = ({ after, below, at, closes }: RangeState): string =>
  JSON.stringify({ after: String(after), below: below === undefined ? undefined : String(below), at, closes });

const cursorOf = ({ from }: ReadPage, state: RunState): Cursor => ({
  kind: from.kind,
  token: tokenOf(state),
  ...(state.closes && { closes: true }),
});

/** The last page of a run: where it ends, and where the next run begins. */
const atTheEnd = ({ after, below, at, closes }: RunState): { end: string; watermark: string } => {
  const settled = below - 1n;
  return {
    end: String(closes ? openEnd : larger(settled, after)),
    watermark: tokenOf({ after: closes ? settled : larger(settled, after), at }),
  };
};

const stateOf = (page: ReadPage): RangeState => {
  if (page.from.token === null && page.from.kind === 'baseline') return { after: 0n };
  const token = parseJson(page.from.token ?? '');
  if (!isJsonObject(token) || typeof token.after !== 'string') throw expired('The watermark can not be read.');
  return {
    after: BigInt(token.after),
    below: typeof token.below === 'string' ? BigInt(token.below) : undefined,
    at: token.at as string | undefined,
    ...(token.closes === true && { closes: true }),
  };
};

/** Fixes the bound of a run, unless its watermark is of another time of the database. */
const begin = (from: RangeState, state: IntegrationState): RunState => {
  if (from.after > state.lastUsed) throw expired('The database of Business Central is older than the watermark: it was restored.');
  if (from.at && Date.parse(state.at) - Date.parse(from.at) > oldestWatermarkMs)
    throw expired('Deletions are not kept for as long as the watermark is old.');
  return { after: from.after, below: state.settledBelow, at: state.at };
};

const expired = (message: string): Failure =>
  new Failure('rejected', 'watermark.expired', message, { help: 'Everything is read once more; nothing to do.' });
