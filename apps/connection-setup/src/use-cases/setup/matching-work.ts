import { Run } from '../../domain/setup/run';
import { Begun } from '../../domain/setup/begun';
import { Synchronisation } from '../../domain/setup/synchronisation';
import { RehearseConnection } from '../rehearse-connection';
import { StepWork, WorkAt } from './step-work';

/** Matches the records of the step's mapping: the pairs are shown first and coupled with the confirmation. */
export class MatchingWork implements StepWork {
  constructor(private readonly parts: { readonly rehearse: RehearseConnection; readonly synchronisation: Synchronisation }) {}

  async look({ connection, begun }: WorkAt): Promise<Run | undefined> {
    return begun?.id === undefined ? undefined : this.parts.synchronisation.match(connection.id, begun.id);
  }

  async begin({ connection: { id }, step: { mapping = '' } }: WorkAt): Promise<Begun> {
    await this.parts.rehearse.run(id);
    return { id: await this.parts.synchronisation.matchPreview(id, mapping) };
  }

  async confirm({ connection, begun }: WorkAt): Promise<void> {
    if (begun?.id !== undefined) await this.parts.synchronisation.approveMatch(connection.id, begun.id);
  }
}
