import { Controller } from '@nestjs/common';
import * as contract from '@tandem/contracts/audit';
import { AuditTrail } from '@tandem/platform/audit/audit-trail';
import { Answers } from '@tandem/platform/messaging/handlers';

/** Shows who has coupled which records, and taken them apart. */
@Controller()
export class AuditController {
  constructor(private readonly trail: AuditTrail) {}

  @Answers(contract.readCouplingAudit)
  read(input: contract.ReadAudit): Promise<contract.AuditPage> {
    return this.trail.page(input);
  }
}
