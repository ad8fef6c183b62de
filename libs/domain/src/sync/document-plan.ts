/** What a document mapping means for one direction: a plan for the header and one for its lines, which are compared like records of their own. */
import { everything } from '../mapping/filter';
import { DocumentLines, TableMapping } from '../mapping/table-mapping';
import { LinesToRead } from '../ports/record-store';
import { Side } from '../value';
import { planRun, RunPlan, RunRequest } from './run-plan';

export interface DocumentPlan {
  readonly header: RunPlan;
  readonly lines: RunPlan;
  readonly declaration: DocumentLines;
}

/** The lines as a mapping: their tables and fields under the header's policies. */
const mappingOfLines = (mapping: TableMapping, { businessCentral, sales, fields, lineNumber }: DocumentLines): TableMapping => ({
  ...mapping,
  name: `${mapping.name} lines`,
  ...{ businessCentral, sales, fields, lines: undefined },
  only: { businessCentral: everything, sales: everything },
  ...{ matchOn: [], rules: [], alsoWatches: [] },
  label: { businessCentral: [lineNumber[0]], sales: [lineNumber[1]] },
});

/** The plan of a mapping with lines; undefined for one without. */
export function planDocument(request: RunRequest): DocumentPlan | undefined {
  const { lines } = request.mapping;
  if (lines === undefined) return undefined;
  return { header: planRun(request), lines: planRun({ ...request, mapping: mappingOfLines(request.mapping, lines) }), declaration: lines };
}

const of = (side: Side, [businessCentral, sales]: readonly [string, string]): string => (side === 'sales' ? sales : businessCentral);

/** The column with the line number on one side. */
export const lineNumberOn = ({ declaration }: DocumentPlan, side: Side): string => of(side, declaration.lineNumber);

/** The lines of one side, as its store is asked for them. */
export const linesToRead = ({ lines, declaration }: DocumentPlan, side: Side): LinesToRead => ({
  table: declaration[side],
  columns: side === lines.source ? lines.sourceColumns : lines.targetColumns,
  navigation: of(side, declaration.navigation),
});
