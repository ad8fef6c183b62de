import { Controller } from '@nestjs/common';
import * as contract from '@tandem/contracts/audit';
import { AuditTrail } from '@tandem/platform/audit/audit-trail';
import { Answers } from '@tandem/platform/messaging/handlers';

/** Shows who has changed which connection. */
@Controller()
export class AuditController {
  constructor(private readonly trail: AuditTrail) {}

  @Answers(contract.readConnectionAudit)
  read(input: contract.ReadAudit): Promise<contract.AuditPage> {
    return this.trail.page(input);
  }
}
