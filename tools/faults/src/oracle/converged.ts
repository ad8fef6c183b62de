/** I1: every coupled pair says the same in every mapped field or is listed as something that somebody must look at; no record that takes part is unaccounted for. */
import { catalogue } from '@tandem/domain/catalogue/index';
import { ReferenceField, travels, ValueField } from '@tandem/domain/mapping/field-mapping';
import { passes } from '@tandem/domain/mapping/filter';
import { fieldsUnder, TableMapping } from '@tandem/domain/mapping/table-mapping';
import { Variant } from '@tandem/domain/mapping/variant';
import { mappingsUnder } from '@tandem/domain/sync/waves';
import { Table } from '@tandem/domain/tables/table';
import { allows, Side, sourceOf, Values } from '@tandem/domain/value';
import { isBlank, sayTheSame } from './equal-values';
import { idOn, Seen, SeenCoupling } from './seen';

const sides = ['businessCentral', 'sales'] as const;

const columnOf = (table: Table, name: string) => {
  const column = table.columns[name];
  if (column === undefined) throw new Error(`${table.name} has no column ${name}`);
  return column;
};

/** Answers questions about couplings by what they name. */
class CouplingIndex {
  private readonly byKey = new Map<string, SeenCoupling>();
  private readonly coupled = new Set<string>();

  constructor(couplings: readonly SeenCoupling[]) {
    for (const coupling of couplings) {
      if (coupling.businessKey) this.byKey.set(`${coupling.mapping}\n${coupling.businessKey}`, coupling);
      const mapping = catalogue.find(({ name }) => name === coupling.mapping);
      if (mapping) for (const side of sides) this.coupled.add(`${side}\n${mapping[side].name}\n${idOn(side, coupling)}`);
    }
  }

  named(mapping: string, businessKey: string): SeenCoupling | undefined {
    return this.byKey.get(`${mapping}\n${businessKey}`);
  }

  has(side: Side, table: string, id: string): boolean {
    return this.coupled.has(`${side}\n${table}\n${id}`);
  }
}

function valueDiffers(field: ValueField, { businessCentral, sales }: TableMapping, rows: Record<Side, Values>): boolean {
  const columns = [columnOf(businessCentral, field.businessCentral), columnOf(sales, field.sales)] as const;
  const own = rows.businessCentral[field.businessCentral];
  if (field.businessCentral === 'symbol' && isBlank(own)) return false;
  return !sayTheSame(own, rows.sales[field.sales], columns);
}

function referenceDiffers(
  field: ReferenceField,
  rows: Record<Side, Values>,
  { index, seen }: { index: CouplingIndex; seen: Seen },
): boolean {
  const id = rows.sales[field.sales];
  const path = field.paths.find(({ column }) => !isBlank(rows.businessCentral[column]));
  if (path === undefined) {
    if (field.notNull) return false;
    return !isBlank(id) && !(field.blankMeans === 'localCurrency' && id === seen.localCurrency.salesId);
  }
  const other = index.named(path.mapping, String(rows.businessCentral[path.column]));
  if (other === undefined) return field.kind !== 'later';
  return String(id ?? '') !== other.salesId;
}

/** The fields of a pair that do not say the same. */
export function differencesOf(
  mapping: TableMapping,
  variant: Variant,
  rows: Record<Side, Values>,
  context: { index: CouplingIndex; seen: Seen },
): string[] {
  return fieldsUnder(mapping, variant)
    .filter(travels)
    .filter((field) => (field.kind === 'value' ? valueDiffers(field, mapping, rows) : referenceDiffers(field, rows, context)))
    .map(({ name }) => name);
}

/** Kinds of issues that excuse a difference. */
const excuses = new Set(['waiting', 'parked', 'conflict', 'ambiguous']);

/** What is wrong, one sentence each; empty when everything has converged. */
export function divergences(seen: Seen, variant: Variant): string[] {
  const index = new CouplingIndex(seen.couplings);
  const issues = new Map(seen.issues.map((issue) => [`${issue.mapping}\n${issue.recordId}`, issue.kind]));
  const mappings = mappingsUnder(catalogue, variant);
  return [
    ...seen.couplings.flatMap((coupling) => differencesOfCoupling(coupling, { seen, index, issues, variant })),
    ...sides.flatMap((side) => unaccounted(side, mappings, { seen, index, issues })),
  ];
}

interface Judging {
  readonly seen: Seen;
  readonly index: CouplingIndex;
  readonly issues: ReadonlyMap<string, string>;
}

function differencesOfCoupling(coupling: SeenCoupling, { seen, index, issues, variant }: Judging & { variant: Variant }): string[] {
  const mapping = catalogue.find(({ name }) => name === coupling.mapping);
  if (mapping === undefined || mapping.sales.storage.kind === 'optionSet') return [];
  if (sides.some((side) => excuses.has(issues.get(`${coupling.mapping}\n${idOn(side, coupling)}`) ?? ''))) return [];
  const [businessCentral, sales] = sides.map((side) => seen.systems[side].rows.get(mapping[side].name)?.get(idOn(side, coupling)));
  if (!businessCentral || !sales) return [`${coupling.mapping} ${coupling.businessKey}: a record of the pair does not exist`];
  const names = differencesOf(mapping, variant, { businessCentral, sales }, { index, seen });
  return names.length === 0
    ? []
    : [`${coupling.mapping} ${coupling.businessKey ?? coupling.businessCentralId}: ${names.join(', ')} differ`];
}

/** Records of a side that take part in a mapping that reads them, and are neither coupled nor listed. */
function unaccounted(side: Side, mappings: readonly TableMapping[], { seen, index, issues }: Judging): string[] {
  const found: string[] = [];
  for (const mapping of mappings) {
    const isRead = (['toSales', 'fromSales'] as const).some(
      (direction) => sourceOf(direction) === side && allows(mapping.direction, direction),
    );
    if (!isRead || mapping[side].storage.kind === 'optionSet') continue;
    for (const [id, row] of seen.systems[side].rows.get(mapping[side].name) ?? [])
      if (passes(mapping.only[side], row) && !index.has(side, mapping[side].name, id) && !issues.has(`${mapping.name}\n${id}`))
        found.push(`${mapping.name}: ${side} record ${id} is neither coupled nor listed`);
  }
  return found;
}
