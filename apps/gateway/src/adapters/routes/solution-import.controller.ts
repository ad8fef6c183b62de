import { Controller, Get, Post } from '@nestjs/common';
import * as contract from '@tandem/contracts/solution-import';
import { Bus } from '@tandem/platform/messaging/bus';
import { Input } from '../http/input';
import { Asks, Describes, Roles } from '../http/operation';
import { SealedBodies } from './sealed-bodies';
import { ImportSolutionRequest } from './solution-import-inputs';
import { v1 } from './version-1';

/** Tandem's solution in the Sales organisation of a connection. The administrator's account goes in sealed, is used once and kept nowhere. */
@Controller(v1('connections/:connectionId/setup/solution-import'))
export class SolutionImportController {
  constructor(
    private readonly bus: Bus,
    private readonly bodies: SealedBodies,
  ) {}

  @Post()
  @Roles('admin')
  @Describes({
    summary: 'Imports the solution into Sales with an administrator account, then assigns the roles of the integration',
    input: ImportSolutionRequest,
    answer: contract.SolutionImportView,
    status: 202,
    starts: true,
  })
  import(@Input() { connectionId, ...account }: ImportSolutionRequest): Promise<contract.SolutionImportView> {
    return this.bodies.deliver(account, (administrator) => this.bus.ask(contract.importSolution, { connectionId, administrator }));
  }

  @Get()
  @Roles('viewer')
  @Asks(contract.solutionImport, 'Shows how far the import of the solution is, or how it ended')
  read(@Input() input: contract.SolutionImportReference): Promise<contract.SolutionImportView> {
    return this.bus.ask(contract.solutionImport, input);
  }
}
