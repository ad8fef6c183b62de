import { Run } from '../../domain/setup/run';
import { Begun } from '../../domain/setup/begun';
import { Synchronisation } from '../../domain/setup/synchronisation';
import { StepWork, WorkAt } from './step-work';

/** Plans the first full synchronisation; it starts with the confirmation. */
export class FullSynchronisationWork implements StepWork {
  constructor(private readonly parts: { readonly synchronisation: Synchronisation }) {}

  async look({ connection, begun }: WorkAt): Promise<Run | undefined> {
    return begun?.id === undefined ? undefined : this.parts.synchronisation.review(connection.id, begun.id);
  }

  async begin({ connection }: WorkAt): Promise<Begun> {
    return { id: await this.parts.synchronisation.plan(connection.id, { dryRun: false }) };
  }

  async confirm({ connection, begun }: WorkAt): Promise<void> {
    if (begun?.id !== undefined) await this.parts.synchronisation.start(connection.id, begun.id);
  }
}
