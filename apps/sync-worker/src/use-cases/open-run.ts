/** Prepares the work on a page: mapping as it is in force, plan, systems, small tables that rules look at. */
import { sequentialId } from '@tandem/domain/sequential-id';
import { PageLease } from '@tandem/contracts/sync';
import { Clock } from '@tandem/domain/clock';
import { mappingNamed } from '@tandem/domain/catalogue/index';
import { Failure } from '@tandem/domain/failure';
import { effectiveMapping, MappingSettings } from '@tandem/domain/mapping/effective-mapping';
import { ReadWhole } from '@tandem/domain/mapping/special-rule';
import { RecordStore, StoredRecord } from '@tandem/domain/ports/record-store';
import { planRun, RunPlan } from '@tandem/domain/sync/run-plan';
import { Side } from '@tandem/domain/value';
import { Couplings } from './ports/couplings';
import { Lease } from '../domain/lease';
import { Run } from './run';
import { Pages } from './ports/pages';
import { OpenSystems } from './ports/systems';
import { Tally } from './tally';

function mappingOf(page: PageLease) {
  const entry = mappingNamed(page.mapping);
  if (entry) return effectiveMapping(entry, page.settings as MappingSettings);
  throw new Failure('rejected', 'mapping.notFound', `There is no mapping ${page.mapping}.`, { help: 'Ask for the list of mappings.' });
}

function readsOf({ rules }: RunPlan): ReadWhole[] {
  return [...rules.normalise, ...rules.refuse, ...rules.complete, ...rules.derive, ...rules.after].flatMap((rule) => rule.reads ?? []);
}

/** The small tables that a plan's rules look at. */
export async function rowsFor(
  plan: RunPlan,
  stores: Readonly<Record<Side, RecordStore>>,
): Promise<Record<string, readonly StoredRecord[]>> {
  const rows: Record<string, readonly StoredRecord[]> = {};
  for (const { table, columns } of readsOf(plan)) rows[table.name] = await stores[table.side].readAll(table, columns);
  return rows;
}

/** A page of a watched table carries no record: nothing is asked besides that table. */
const carriesRecords = ({ start }: PageLease): boolean => start.kind === 'ids' || start.watches === undefined;

export interface RunParts {
  readonly page: PageLease;
  readonly systems: OpenSystems;
  readonly couplings: Couplings;
  readonly pages: Pages;
  readonly lease: Lease;
  readonly clock: Clock;
}

/** Everything that the work on a page needs. The version counter is noted here, before any row is read. */
export async function openRun({ page, systems, couplings, pages, lease, clock }: RunParts): Promise<Run> {
  const { stores, surroundings, variant } = systems;
  const plan = planRun({ mapping: mappingOf(page), direction: page.direction, variant, surroundings });
  const note = await couplings.note();
  const memory = new Map<string, unknown>([['targetTable', plan.mapping[plan.target].name]]);
  const context = { direction: page.direction, surroundings, rows: carriesRecords(page) ? await rowsFor(plan, stores) : {}, memory };
  return {
    ...{ page, plan, couplings, stores, lease, clock, context, note },
    ...{ tally: new Tally(), arrived: [] },
    listNow: (issues) => pages.list(page, issues),
    newId: () => sequentialId(),
  };
}
