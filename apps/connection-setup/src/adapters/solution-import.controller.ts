import { Controller } from '@nestjs/common';
import * as contract from '@tandem/contracts/solution-import';
import { Answers } from '@tandem/platform/messaging/handlers';
import { SolutionImport } from '../domain/solution-import';
import { ImportSolution } from '../use-cases/import-solution';
import { ReadSolutionImport } from '../use-cases/read-solution-import';
import { SealedBodies } from './sealed-bodies';

/** Tandem's solution in the Sales organisation. */
@Controller()
export class SolutionImportController {
  constructor(
    private readonly bodies: SealedBodies,
    private readonly importing: ImportSolution,
    private readonly reading: ReadSolutionImport,
  ) {}

  @Answers(contract.importSolution)
  async import({ connectionId, administrator }: contract.ImportSolution): Promise<contract.SolutionImportView> {
    return toView(await this.importing.run(connectionId, await this.bodies.open(contract.AdministratorAccount, administrator)));
  }

  @Answers(contract.solutionImport)
  async read({ connectionId }: contract.SolutionImportReference): Promise<contract.SolutionImportView> {
    return toView(await this.reading.run(connectionId));
  }
}

const toView = ({ assignedRoles, startedAt, changedAt, ...known }: SolutionImport): contract.SolutionImportView => ({
  ...known,
  assignedRoles: [...assignedRoles],
  startedAt: startedAt.toISOString(),
  changedAt: changedAt.toISOString(),
});
