import { DeletionsRecorded, RecordDeletions as Input } from '@tandem/contracts/coupling-upkeep';
import { Couplings } from '../domain/couplings';
import { recordDeletion } from '../domain/deletions';
import { tablesOf } from '../domain/mapped-tables';
import { couplingView } from './coupling-view';
import { scopeOf } from './scope';

/** Stores that records are gone, and tells what the mapping's policy makes of it. */
export class RecordDeletions {
  constructor(private readonly couplings: Couplings) {}

  async run(input: Input): Promise<DeletionsRecorded> {
    const { mapping, side, ids, policy } = input;
    const tables = tablesOf(mapping);
    return this.couplings.change(scopeOf(input), { records: [{ tables, side, ids }] }, (draft) => ({
      outcomes: ids.map((id) => {
        const { outcome, coupling } = recordDeletion(draft, { tables, side, id, policy });
        return { id, outcome, ...(coupling && { coupling: couplingView(coupling, draft.moment.now) }) };
      }),
    }));
  }
}
