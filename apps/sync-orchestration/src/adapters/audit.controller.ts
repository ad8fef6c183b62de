import { Controller } from '@nestjs/common';
import * as contract from '@tandem/contracts/audit';
import { AuditTrail } from '@tandem/platform/audit/audit-trail';
import { Answers } from '@tandem/platform/messaging/handlers';

/** Shows who has changed mappings and schedules, run reviews and decided about deletions. */
@Controller()
export class AuditController {
  constructor(private readonly trail: AuditTrail) {}

  @Answers(contract.readSyncAudit)
  read(input: contract.ReadAudit): Promise<contract.AuditPage> {
    return this.trail.page(input);
  }
}
