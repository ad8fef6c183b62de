/** Matches a whole mapping, page by page: the keys of both sides are streamed to the coupling service, which pairs them one to one. */
import { MatchKeys } from '@tandem/contracts/match-runs';
import { passes } from '@tandem/domain/mapping/filter';
import { Cursor, StoredRecord } from '@tandem/domain/ports/record-store';
import { PageLease, PageStart } from '@tandem/contracts/sync';
import { isBlankValue } from '@tandem/domain/sync/canonical';
import { References } from '@tandem/domain/sync/references';
import { needsOfRecord, transferFields } from '@tandem/domain/sync/transfer-fields';
import { Failure } from '@tandem/domain/failure';
import { RunPlan } from '@tandem/domain/sync/run-plan';
import { Side, Values } from '@tandem/domain/value';
import { keyTexts } from '../domain/match-keys';
import { queriesFor } from './recipe/resolve-chunk';
import { Pages } from './ports/pages';
import { businessKeyOf, labelOf, Run } from './run';
import { chunkSize, pageSize, piecesOf } from './read-page';

/** Sales' columns that a record of Business Central would fill through a reference: what it names there is compared by id. */
function referredValues(plan: RunPlan, row: Values, references: References, run: Run): Values {
  const transfer = transferFields(plan, row, references, run.context);
  if (transfer instanceof Failure) return {};
  const links = [...transfer.both, ...transfer.oneWay].filter(({ field, carried }) => field.kind !== 'value' && carried !== undefined);
  return Object.assign({}, ...links.map(({ columns }) => columns)) as Values;
}

/** Keys of Business Central records; references stand as the ids they have in Sales. The run's direction is to Sales. */
async function keysOfBusinessCentral(run: Run, records: readonly StoredRecord[]): Promise<MatchKeys[]> {
  const { plan } = run;
  const { references } = await run.couplings.resolve(
    'businessCentral',
    [],
    queriesFor(records.flatMap(({ values }) => needsOfRecord(plan, values))),
  );
  const found = new References(references);
  return records.map(({ id, values }) => {
    const referred = referredValues(plan, values, found, run);
    const keys = keyTexts(plan.mapping.matchOn, 'businessCentral', ([own, sales]) =>
      isReference(plan, sales) ? (referred[sales] ?? null) : (values[own] ?? null),
    );
    return { id, keys, label: labelOf(run, 'businessCentral', values), businessKey: businessKeyOf(run, 'businessCentral', values) };
  });
}

const isReference = ({ mapping }: RunPlan, salesColumn: string): boolean =>
  mapping.fields.some((field) => field.kind === 'reference' && field.sales === salesColumn);

const keysOfSales = async (run: Run, records: readonly StoredRecord[]): Promise<MatchKeys[]> =>
  records.map(({ id, values }) => ({
    id,
    keys: keyTexts(run.plan.mapping.matchOn, 'sales', ([, sales]) => values[sales] ?? null),
    label: labelOf(run, 'sales', values),
  }));

/** Rows of another company of Business Central take no part. */
function takesPart(run: Run, side: Side, values: Values): boolean {
  const { mapping, surroundings } = run.plan;
  const company = mapping[side].company;
  const isForeign = company !== undefined && !isBlankValue(values[company]) && String(values[company]) !== surroundings.companyId;
  return !isForeign && passes(mapping.only[side], values);
}

/** Where a match stands: reading a side, or pairing when both have been read. It travels as the token of the job's pages. */
type Step = { readonly side: Side; readonly from: Cursor } | 'pair';

const beginning: Cursor = { kind: 'baseline', token: null };

const stepOf = ({ start }: PageLease): Step => {
  if (start.kind === 'ids' || start.token === null) return { side: 'businessCentral', from: beginning };
  return JSON.parse(start.token) as Step;
};

const startOf = (step: Step): PageStart => ({ kind: 'baseline', token: JSON.stringify(step) });

const keysFor = (run: Run, side: Side) =>
  side === 'sales' ? keysOfSales : run.plan.source === 'businessCentral' ? keysOfBusinessCentral : keysByValue;

/** The columns of the run, and those of the keys: a field that is matched by need not travel. */
function columnsRead({ mapping, source, sourceColumns, targetColumns }: RunPlan, side: Side): string[] {
  const ofKeys = mapping.matchOn.flatMap((key) => key.map(([own, sales]) => (side === 'sales' ? sales : own)));
  return [...new Set([...(side === source ? sourceColumns : targetColumns), ...ofKeys])];
}

/** Streams the keys of one page of a side; answers the step that follows. */
async function streamPage(run: Run, { side, from }: Exclude<Step, 'pair'>): Promise<Step> {
  const columns = columnsRead(run.plan, side);
  const read = await run.stores[side].readPage({ table: run.plan.mapping[side], columns, from, size: pageSize });
  const records = read.records.filter(({ values }) => takesPart(run, side, values));
  for (const piece of piecesOf(records, chunkSize)) await run.couplings.addMatchKeys(side, await keysFor(run, side)(run, piece));
  if (read.next) return { side, from: read.next };
  return side === 'businessCentral' ? { side: 'sales', from: beginning } : 'pair';
}

/** The pairs are coupled and counted, unless they are only shown; records that several others match are listed by the runs that follow. */
async function pair(run: Run): Promise<void> {
  const { coupled } = await run.couplings.finishMatch();
  if (!run.page.preview) run.tally.mark('coupled', coupled);
}

/**
 * One page of a match: keys of one page of a side are streamed and the next page handed on, or, on the last, what was streamed is paired.
 * A page that is taken again after it was handed on has nothing left to do; keys that are streamed twice count once.
 */
export async function matchPage(run: Run, pages: Pages): Promise<void> {
  const { mapping } = run.plan;
  const step = stepOf(run.page);
  const handOn = (next?: PageStart) => pages.handOn(run.page, { end: '', next, deletedIds: [], rows: 0 });
  if (step === 'pair') await pair(run);
  if (run.page.handedOn) return;
  if (step === 'pair' || mapping.matchOn.length === 0) return handOn();
  if (run.page.sequence === 0)
    await run.couplings.beginMatch({ priorities: mapping.matchOn.length, firstDirection: mapping.firstDirection });
  await handOn(startOf(await streamPage(run, step)));
}

/** Keys of Business Central records by their own values, for mappings that only read Sales. */
const keysByValue = async (run: Run, records: readonly StoredRecord[]): Promise<MatchKeys[]> =>
  records.map(({ id, values }) => ({
    id,
    keys: keyTexts(run.plan.mapping.matchOn, 'businessCentral', ([own]) => values[own] ?? null),
    label: labelOf(run, 'businessCentral', values),
    businessKey: businessKeyOf(run, 'businessCentral', values),
  }));
