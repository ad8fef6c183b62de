/** The model of a Business Central database: its tables, and the entity sets of both APIs over them. */
import type { RowVersions } from '../../service/row-versions';
import { system } from '../store/column';
import type { TableDefinition } from '../store/table';
import { readApiV2Catalogue } from './api-v2-catalogue';
import { apiV2Set } from './api-v2-sets';
import { readCompanionCatalogue } from './companion-catalogue';
import { companionSet } from './companion-sets';
import { apiV2Readers } from './computed-api-v2';
import { documentReaders } from './computed-documents';
import { Reader, Readers, masterReaders } from './computed-master-records';
import { statisticsReaders } from './computed-statistics';
import type { Api, EntitySet } from './entity-set';
import { isoTime } from './property-readers';
import { defineTables, tableOfApiV2Set } from './table-definitions';

export const extensionVersion = '1.0.0.0';

/** What the computed properties need of the world around the rows. */
export interface World {
  readonly rowVersions: RowVersions;
  now(): number;
}

export interface Model {
  readonly tables: ReadonlyMap<string, TableDefinition>;
  readonly sets: Readonly<Record<Api, ReadonlyMap<string, EntitySet>>>;
}

export function buildModel(world: World): Model {
  const [companion, apiV2] = [readCompanionCatalogue(), readApiV2Catalogue()];
  const tables = defineTables(companion, apiV2);
  const today = () => isoTime(world.now()).slice(0, 10);
  const companionReaders: Readers = {
    ...masterReaders,
    ...documentReaders,
    customerStatistics: statisticsReaders(today),
    integrationState: stateReaders(world),
    companyExperience: { id: (_row, company) => company.id },
  };
  const v2Readers = apiV2Readers(today);
  const definitionOf = (table: string) => tables.get(table) as TableDefinition;
  return {
    tables,
    sets: {
      companion: named(
        companion.map((set) => ({ ...companionSet(set, definitionOf(set.set), companionReaders), ...readingOf(set.set, world) })),
      ),
      'v2.0': named([...apiV2].map(([name, set]) => apiV2Set(name, set, definitionOf(tableOfApiV2Set(name)), v2Readers, apiV2))),
    },
  };
}

const named = (sets: EntitySet[]): ReadonlyMap<string, EntitySet> => new Map(sets.map((set) => [set.name, set]));

/** The log of deletions is kept for 30 days; then ids have to be reconciled. */
function readingOf(set: string, { now }: World): Pick<EntitySet, 'only'> {
  const kept = 30 * 24 * 3600 * 1000;
  return set === 'deletedRecords' ? { only: (row) => (row[system.createdAt] as number) > now() - kept } : {};
}

/** `integrationState` is computed at the read; its own row version is the last one used. */
function stateReaders({ rowVersions, now }: World): Record<string, Reader> {
  const time = () => isoTime(now());
  return {
    id: (_row, company) => company.id,
    companyId: (_row, company) => company.id,
    minimumActiveRowVersion: () => rowVersions.minimumActive,
    lastUsedRowVersion: () => rowVersions.lastUsed,
    localCurrencyCode: (_row, company) => company.localCurrencyCode,
    defaultPriceListCode: (_row, company) => {
      const setup = company.setup('salesSetup');
      return setup ? company.table('salesSetup').text(setup, 'defaultPriceListCode') : '';
    },
    extensionVersion: () => extensionVersion,
    systemRowVersion: () => rowVersions.lastUsed,
    systemModifiedAt: time,
    systemCreatedAt: time,
  };
}
