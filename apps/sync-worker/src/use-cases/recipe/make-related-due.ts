/** Records of other mappings that must be looked at because a chunk was written: found in one question per mapping, then due. */
import { mappingNamed } from '@tandem/domain/catalogue/index';
import { RecordReference } from '@tandem/domain/mapping/special-rule';
import { allows } from '@tandem/domain/value';
import { chunkSize, piecesOf } from '../read-page';
import { Run, sourceStore } from '../run';

/** What the rules name for records that were written. A page that is taken again may follow a worker that wrote, but told nobody. */
function named(run: Run): RecordReference[] {
  const { arrived, page, plan, context } = run;
  const written = arrived.filter(({ wrote }) => wrote || page.token > 1);
  return plan.rules.after.flatMap((rule) => written.flatMap(({ sifted }) => rule.due(sifted.row, context)));
}

async function idsOf(run: Run, name: string, references: readonly RecordReference[]): Promise<Set<string>> {
  const mapping = mappingNamed(name);
  const ids = new Set(references.filter(({ by }) => by === 'id').map(({ value }) => value));
  const table = mapping?.[run.plan.source];
  const [key] = table?.businessKey ?? [];
  if (table === undefined || key === undefined) return ids;
  const values = new Set(references.filter(({ by }) => by === 'businessKey').map(({ value }) => value));
  for (const piece of piecesOf([...values], chunkSize)) {
    const keys = piece.map((value) => [value]);
    (await sourceStore(run).findByKeys({ table, columns: [key], select: [], keys })).forEach(({ id }) => ids.add(id));
  }
  return ids;
}

/** Makes them due in the direction of this run, where their mapping has it. */
export async function makeRelatedDue(run: Run): Promise<void> {
  const { direction } = run.page;
  const references = named(run);
  for (const name of new Set(references.map(({ mapping }) => mapping))) {
    const mapping = mappingNamed(name);
    if (mapping === undefined || !allows(mapping.direction, direction)) continue;
    const wanted = references.filter((reference) => reference.mapping === name);
    (await idsOf(run, name, wanted)).forEach((recordId) => run.tally.due({ recordId, mapping: name, direction, reason: 'watched' }, false));
  }
}
