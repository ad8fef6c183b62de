import { AuditedWrites, ReadAuditedWrites as Question, readAuditedWrites, textOf } from '@tandem/contracts/audited-writes';
import { readCouplingAudit } from '@tandem/contracts/audit';
import { digestOf } from '@tandem/platform/audit/audit-chain';
import { Bus } from '@tandem/platform/messaging/bus';

/** The writes of one entry, and whether they are those of which the entry holds the digest. */
export interface CheckedWrites extends AuditedWrites {
  readonly intact: boolean;
}

/** Reads what an entry of the audit trail says workers have written, and compares it with the entry's digest. */
export class ReadAuditedWrites {
  constructor(private readonly bus: Bus) {}

  /** @throws Failure `rejected` `audit.noWrites` */
  async run(question: Question): Promise<CheckedWrites> {
    const { connectionId, sequence } = question;
    const [list, { entries }] = await Promise.all([
      this.bus.ask(readAuditedWrites, question),
      this.bus.ask(readCouplingAudit, { connectionId, limit: 1, after: sequence - 1 }),
    ]);
    const [entry] = entries;
    return { ...list, intact: entry?.sequence === sequence && entry.after === digestOf(textOf(list)) };
  }
}
