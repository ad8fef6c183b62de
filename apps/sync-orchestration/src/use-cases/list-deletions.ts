import { CouplingItem, CouplingPage } from '@tandem/contracts/couplings';
import { DeletionList, DeletionState, DeletionView, ListDeletions as Question } from '@tandem/contracts/deletions';
import { IssueView } from '@tandem/contracts/issues';
import { DeletionPolicy, TableMapping } from '@tandem/domain/mapping/table-mapping';
import { deletionPolicyFor } from '@tandem/domain/sync/decide-deletion';
import { Side, sourceOf } from '@tandem/domain/value';
import { ReadMappings } from './connections/read-mappings';
import { IssueViews } from './views';

type OfDeletedRecord = CouplingItem & { readonly deleted: Side; readonly businessCentralId: string; readonly salesId: string };

/** Couplings one of whose records is known to be deleted while the other is still there, asked of the coupling service. */
export abstract class DeletedCouplings {
  abstract list(question: Question): Promise<CouplingPage>;
}

/** Lists the records that were deleted on one side: what the mapping says about them, and how far that has come. */
export class ListDeletions {
  constructor(
    private readonly couplings: DeletedCouplings,
    private readonly issues: IssueViews,
    private readonly readMappings: ReadMappings,
  ) {}

  async run(question: Question): Promise<DeletionList> {
    const { items, nextCursor } = await this.couplings.list(question);
    const found = items.filter(isOfDeletedRecord);
    const [mappings, issues] = await Promise.all([
      this.readMappings.all(question.connectionId),
      this.issues.ofRecords(question.connectionId, found.map(recordIdOf)),
    ]);
    const named = new Map(mappings.map(({ mapping }) => [mapping.name, mapping]));
    return { items: found.map((coupling) => viewOf(coupling, named.get(coupling.mapping), issues)), nextCursor };
  }
}

const isOfDeletedRecord = (coupling: CouplingItem): coupling is OfDeletedRecord =>
  coupling.deleted !== undefined && coupling.businessCentralId !== undefined && coupling.salesId !== undefined;

const recordIdOf = ({ deleted, businessCentralId, salesId }: OfDeletedRecord): string =>
  deleted === 'sales' ? salesId : businessCentralId;

/** A mapping that takes no part any more says nothing. */
const policyOf = (mapping: TableMapping | undefined, side: Side): DeletionPolicy => (mapping ? deletionPolicyFor(mapping, side) : 'none');

const states: Readonly<Record<string, DeletionState>> = { 'deletion.held': 'held', 'deletion.rejected': 'rejected' };

function viewOf(coupling: OfDeletedRecord, mapping: TableMapping | undefined, issues: readonly IssueView[]): DeletionView {
  const { id, deleted: side, businessCentralId, salesId, label, changedAt } = coupling;
  const recordId = recordIdOf(coupling);
  const issue = issues.find((one) => one.mapping === coupling.mapping && one.recordId === recordId && sourceOf(one.direction) === side);
  const guardId = issue?.details['guardId'];
  return {
    ...{ couplingId: id, mapping: coupling.mapping, side, recordId, counterpartId: side === 'sales' ? businessCentralId : salesId, label },
    ...{ policy: policyOf(mapping, side), state: issue ? (states[issue.code] ?? 'listed') : 'underway', since: changedAt },
    ...(issue && { code: issue.code, message: issue.message, issueId: issue.id }),
    ...(typeof guardId === 'string' && { guardId }),
  };
}
