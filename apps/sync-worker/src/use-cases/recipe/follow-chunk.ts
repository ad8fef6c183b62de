/** What follows once a chunk is confirmed: rows that are derived from its records, and records of other mappings that are due. */
import { Run } from '../run';
import { makeReferringDue } from './make-referring-due';
import { makeRelatedDue } from './make-related-due';
import { writeDerivedRows } from './write-derived-rows';

/** Asks nothing for mappings without such rules. */
export async function followChunk(run: Run): Promise<void> {
  if (run.arrived.length === 0) return;
  for (const rule of run.plan.rules.derive) await writeDerivedRows(run, rule);
  if (run.plan.rules.after.length > 0) await makeRelatedDue(run);
  if (run.page.dueReason === 'restore') await makeReferringDue(run);
}
