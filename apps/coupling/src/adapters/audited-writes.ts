/** The writes of workers in the audit trail: one entry per change with the digest of its list, and the list beside it. */
import { AuditedWrites, ReadAuditedWrites, recordsWritten, textOf } from '@tandem/contracts/audited-writes';
import { Failure } from '@tandem/domain/failure';
import { audit } from '@tandem/platform/audit/audit-trail';
import { Queries, Transactions } from '@tandem/platform/persistence/transactions';
import { Write } from '../domain/draft';

const keep = 'insert into audited_writes (connection_id, sequence, mapping, direction, writes) values ($1, $2, $3, $4, $5)';
const read = 'select mapping, direction, writes from audited_writes where connection_id = $1 and sequence = $2';

/** `create 312`, `update 5` */
const countsOf = (writes: readonly Write[]): string[] =>
  (['create', 'update', 'delete'] as const).flatMap((operation) => {
    const count = writes.filter((write) => write.operation === operation).length;
    return count > 0 ? [`${operation} ${count}`] : [];
  });

/**
 * Notes the writes of one page in the transaction that confirms them: all are of its mapping and direction. The chain is locked from here to the end of the transaction,
 * so that this comes last.
 */
export async function auditWrites(db: Queries, connectionId: string, all: readonly Write[]): Promise<void> {
  const [first] = all;
  if (first === undefined) return;
  const { mapping, direction } = first;
  const writes = all.map(({ operation, recordId, columns }) => ({ operation, recordId, columns }));
  const noted = { ...recordsWritten, target: `${mapping} ${direction}`, fields: countsOf(all) };
  const sequence = await audit(db, { connectionId, ...noted, after: textOf({ mapping, direction, writes }) });
  await db.execute(keep, [connectionId, sequence, mapping, direction, JSON.stringify(writes)]);
}

/** Reads the lists. */
export class KeptWrites {
  constructor(private readonly transactions: Transactions) {}

  /** @throws Failure `rejected` `audit.noWrites` */
  async of({ connectionId, sequence }: ReadAuditedWrites): Promise<AuditedWrites> {
    const [row] = await this.transactions.run(connectionId, (db) => db.query<AuditedWrites>(read, [connectionId, sequence]));
    if (row) return row;
    throw new Failure('rejected', 'audit.noWrites', 'This entry of the audit trail is not about writes to one of the systems.', {
      help: 'Name the sequence of an entry of the coupling service with the action records.written.',
    });
  }
}
