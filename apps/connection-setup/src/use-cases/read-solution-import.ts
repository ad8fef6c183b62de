import { Clock } from '@tandem/domain/clock';
import { Connections } from '../domain/connections';
import { solutionImportNotFound } from '../domain/solution-failures';
import { seenAt, SolutionImport, SolutionImports } from '../domain/solution-import';

/** How the latest import of the solution over a connection stands. */
export class ReadSolutionImport {
  constructor(private readonly parts: { readonly connections: Connections; readonly imports: SolutionImports; readonly clock: Clock }) {}

  /** @throws Failure `rejected` `connection.notFound`, `solutionImport.notFound` */
  async run(connectionId: string): Promise<SolutionImport> {
    const { connections, imports, clock } = this.parts;
    await connections.get(connectionId);
    const known = await imports.find(connectionId);
    if (!known) throw solutionImportNotFound();
    return seenAt(clock.now(), known);
  }
}
