import { Controller } from '@nestjs/common';
import * as contract from '@tandem/contracts/audit';
import * as writes from '@tandem/contracts/audited-writes';
import { AuditTrail } from '@tandem/platform/audit/audit-trail';
import { Answers } from '@tandem/platform/messaging/handlers';
import { KeptWrites } from './audited-writes';

/** Shows who has coupled which records, and taken them apart, and what workers have written. */
@Controller()
export class AuditController {
  constructor(
    private readonly trail: AuditTrail,
    private readonly kept: KeptWrites,
  ) {}

  @Answers(contract.readCouplingAudit)
  read(input: contract.ReadAudit): Promise<contract.AuditPage> {
    return this.trail.page(input);
  }

  @Answers(writes.readAuditedWrites)
  writes(input: writes.ReadAuditedWrites): Promise<writes.AuditedWrites> {
    return this.kept.of(input);
  }
}
