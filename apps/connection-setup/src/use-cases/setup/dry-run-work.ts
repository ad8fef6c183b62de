import { Run } from '../../domain/setup/run';
import { Begun } from '../../domain/setup/begun';
import { Synchronisation } from '../../domain/setup/synchronisation';
import { RehearseConnection } from '../rehearse-connection';
import { StepWork, WorkAt } from './step-work';

/** Runs the full synchronisation without writing to either system. */
export class DryRunWork implements StepWork {
  constructor(private readonly parts: { readonly rehearse: RehearseConnection; readonly synchronisation: Synchronisation }) {}

  async look({ connection, begun }: WorkAt): Promise<Run | undefined> {
    const run = begun?.id === undefined ? undefined : await this.parts.synchronisation.review(connection.id, begun.id);
    return run?.state === 'done' ? { ...run, state: 'ready' } : run;
  }

  async begin({ connection: { id } }: WorkAt): Promise<Begun> {
    await this.parts.rehearse.run(id);
    const reviewId = await this.parts.synchronisation.plan(id, { dryRun: true });
    await this.parts.synchronisation.start(id, reviewId);
    return { id: reviewId };
  }

  /** Somebody has looked at it: that is all. */
  async confirm(): Promise<void> {}
}
