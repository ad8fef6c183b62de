/** The catalogue as a page for people: every field of every mapping, every special rule with its file and its test. */
import { catalogue } from '@tandem/domain/catalogue/index';
import { FieldMapping } from '@tandem/domain/mapping/field-mapping';
import { Filter } from '@tandem/domain/mapping/filter';
import { TableMapping, Watch } from '@tandem/domain/mapping/table-mapping';
import { defaultVariant, When } from '@tandem/domain/mapping/variant';
import { waves } from '@tandem/domain/sync/waves';
import { AllowedDirection } from '@tandem/domain/value';
import { RuleFile } from './rule-files';

const arrows: Record<AllowedDirection, string> = { toSales: '→', fromSales: '←', both: '↔' };

const code = (text: string): string => `\`${text}\``;

const cell = (text: string): string => text.replaceAll('|', '\\|');

const row = (...cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;

function filterText(filter: Filter): string {
  switch (filter.kind) {
    case 'compare':
      return `${filter.column} ${filter.comparison} ${JSON.stringify(filter.value)}`;
    case 'blank':
      return `${filter.column} is ${filter.blank ? '' : 'not '}blank`;
    default:
      return filter.parts.length === 0 ? 'all' : filter.parts.map(filterText).join(` ${filter.kind} `);
  }
}

const conditionText = (when: When | undefined): string =>
  Object.entries(when ?? {})
    .map(([choice, value]) => `only with ${choice} = ${value}`)
    .join(', ');

/** The flags of a field in words, in a fixed order. */
function traitsOf(field: FieldMapping): string {
  const traits: string[] = [];
  if (!field.enabled) traits.push('off until enabled');
  if (field.when) traits.push(conditionText(field.when));
  if (field.kind === 'reference' || field.kind === 'later') {
    traits.push(`through ${field.paths.map(({ mapping }) => mapping).join(', then ')}`);
    if (field.kind === 'later') traits.push('written when the other record is coupled');
    if (field.notNull) traits.push('a blank leaves the target alone');
    if (field.clearOnFailedSync) traits.push('cleared where it names nothing that takes part');
    if (field.blankMeans) traits.push('blank means the local currency');
    if (field.initially) traits.push('both ways while a record is created');
  }
  return traits.join('; ');
}

function columnsText(field: FieldMapping): [businessCentral: string, sales: string] {
  switch (field.kind) {
    case 'value':
      return [code(field.businessCentral), code(field.sales)];
    case 'constant': {
      const value = `constant ${JSON.stringify(field.value)}`;
      return field.side === 'sales' ? [value, code(field.column)] : [code(field.column), value];
    }
    case 'lookupType':
      return [
        `constant ${JSON.stringify(field.value)}`,
        `${code(field.column)} (chooses what ${code(field.lookup)} points to; never written)`,
      ];
    default:
      return [field.paths.map(({ column }) => code(column)).join(', '), code(field.sales)];
  }
}

const fieldRow = (field: FieldMapping): string => {
  const [businessCentral, sales] = columnsText(field);
  return row(businessCentral, arrows[field.direction], sales, traitsOf(field));
};

const directionText = (direction: string): string =>
  direction === 'both' ? 'both directions' : direction === 'toSales' ? 'to Sales' : 'from Sales';

function ruleRow({ name, kind, direction }: { name: string; kind: string; direction: string }, files: readonly RuleFile[]): string {
  const file = files.find((candidate) => candidate.ruleName === name);
  if (file === undefined) throw new Error(`No file in catalogue/rules declares the rule "${name}"`);
  return row(name, kind, directionText(direction), `[rule](../${file.path}) · [test](../${file.testPath})`);
}

const table = (head: readonly string[], rows: readonly string[]): string[] => [row(...head), row(...head.map(() => '---')), ...rows];

const watchText = ({ table: { name }, businessKey, concernsAll }: Watch): string =>
  `Also watches ${code(name)} by ${code(businessKey)}${concernsAll ? `; a row that names the connection's ${code(concernsAll)} concerns every record` : ''}`;

function mappingSection(mapping: TableMapping, files: readonly RuleFile[]): string[] {
  const { businessCentral, sales } = mapping;
  const keys = mapping.matchOn.map((key) => key.map(([own, other]) => `${code(own)} = ${code(other)}`).join(' and '));
  return [
    `## ${mapping.name}`,
    '',
    `${code(businessCentral.name)} ${arrows[mapping.direction]} ${code(sales.name)}${mapping.when ? ` (${conditionText(mapping.when)})` : ''}`,
    '',
    ...[
      `Takes part: Business Central ${filterText(mapping.only.businessCentral)}; Sales ${filterText(mapping.only.sales)}`,
      `Matched before anything is created: ${keys.length ? keys.join('; then ') : 'never'}`,
      `Conflicts: ${mapping.conflictPolicy}. Deletions: ${mapping.deletionPolicy}. Scheduled runs: ${mapping.onlyCoupled ? 'coupled records only' : 'all records'}, every ${mapping.intervalMinutes} minutes. First direction of a fresh coupling: ${directionText(mapping.firstDirection)}.`,
      ...mapping.alsoWatches.map(watchText),
    ].map((line) => `- ${line}`),
    '',
    ...table(['Business Central', '', 'Sales', 'remarks'], mapping.fields.map(fieldRow)),
    '',
    ...(mapping.rules.length === 0
      ? []
      : [
          ...table(
            ['rule', 'kind', 'direction', 'where'],
            mapping.rules.map((rule) => ruleRow(rule, files)),
          ),
          '',
        ]),
  ];
}

/** The whole page. */
export function cataloguePage(files: readonly RuleFile[]): string {
  const order = waves(catalogue, defaultVariant).map((wave, index) => `${index + 1}. ${wave.map(({ name }) => name).join(', ')}`);
  const lines = [
    '# The catalogue of mappings',
    '',
    'Generated by `npm run docs` from `libs/domain/src/catalogue`; do not edit. → to Sales · ← from Sales · ↔ both ways.',
    '',
    'The order of a full synchronisation follows from what the mappings refer to:',
    '',
    ...order,
    '',
    ...catalogue.flatMap((mapping) => mappingSection(mapping, files)),
  ];
  return `${lines.join('\n').trimEnd()}\n`;
}
