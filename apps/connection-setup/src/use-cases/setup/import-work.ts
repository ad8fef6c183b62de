import { Clock } from '@tandem/domain/clock';
import { Run } from '../../domain/setup/run';
import { seenAt, SolutionImport, SolutionImports } from '../../domain/solution-import';
import { detailsMissing } from '../../domain/setup-failures';
import { Administrator, ImportSolution } from '../import-solution';
import { StepWork, WorkAt } from './step-work';

/** Imports the solution and assigns the roles, with the administrator who comes with the confirmation. */
export class ImportWork implements StepWork {
  constructor(private readonly parts: { readonly imports: SolutionImports; readonly importing: ImportSolution; readonly clock: Clock }) {}

  async look({ connection }: WorkAt): Promise<Run | undefined> {
    const known = await this.parts.imports.find(connection.id);
    return known && toRun(seenAt(this.parts.clock.now(), known));
  }

  async confirm({ connection }: WorkAt, administrator?: Administrator): Promise<void> {
    if (!administrator) throw detailsMissing(['administrator']);
    await this.parts.importing.run(connection.id, administrator);
  }
}

const states = { running: 'running', succeeded: 'done', failed: 'failed' } as const;

const toRun = ({ state, percent, version, needed, assignedRoles, problem }: SolutionImport): Run => ({
  state: states[state],
  percent,
  message: `Version ${version}${needed ? '' : ' or newer was there'}${assignedRoles.length > 0 ? `; assigned ${assignedRoles.join(', ')}` : ''}`,
  path: 'setup/solution-import',
  ...(problem ? { problem: { code: problem.code, cause: problem.message, remedy: problem.help } } : {}),
});
