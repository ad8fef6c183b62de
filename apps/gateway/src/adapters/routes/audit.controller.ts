import { Controller, Get } from '@nestjs/common';
import { ReadAuditedWrites as WritesOfEntry } from '@tandem/contracts/audited-writes';
import { ReadAuditedWrites } from '../../use-cases/read-audited-writes';
import { ReadAuditTrail } from '../../use-cases/read-audit-trail';
import { VerifyAuditTrail } from '../../use-cases/verify-audit-trail';
import { Input } from '../http/input';
import { Describes, Roles } from '../http/operation';
import { AuditList, AuditReference, AuditVerified, CheckedAuditedWrites, ReadAuditRequest } from './audit-bodies';
import { v1 } from './version-1';

/** The audit trail: who has changed what, and whether it is still as it was written. */
@Controller(v1('audit'))
export class AuditController {
  constructor(
    private readonly reading: ReadAuditTrail,
    private readonly verifying: VerifyAuditTrail,
    private readonly writing: ReadAuditedWrites,
  ) {}

  @Get()
  @Roles('auditor')
  @Describes({
    summary: 'Lists changes, the newest first: who, what, when',
    input: ReadAuditRequest,
    answer: AuditList,
    everyConnection: true,
  })
  async list(@Input() input: ReadAuditRequest): Promise<AuditList> {
    const { items, nextCursor } = await this.reading.run(input);
    return { items: [...items], nextCursor };
  }

  @Get('writes')
  @Roles('auditor')
  @Describes({
    summary: 'Reads which records workers have written, as an entry of the coupling service says',
    input: WritesOfEntry,
    answer: CheckedAuditedWrites,
    everyConnection: true,
  })
  writes(@Input() input: WritesOfEntry): Promise<CheckedAuditedWrites> {
    return this.writing.run(input);
  }

  @Get('verify')
  @Roles('auditor')
  @Describes({
    summary: 'Follows every chain of the audit trail and tells the first broken link',
    input: AuditReference,
    answer: AuditVerified,
    everyConnection: true,
  })
  async verify(@Input() { connectionId }: AuditReference): Promise<AuditVerified> {
    const chains = await this.verifying.run(connectionId);
    return { intact: chains.every(({ broken }) => !broken), chains };
  }
}
