import { Run } from '../../domain/setup/run';
import { Begun } from '../../domain/setup/begun';
import { Synchronisation } from '../../domain/setup/synchronisation';
import { RehearseConnection } from '../rehearse-connection';
import { StepWork, WorkAt } from './step-work';

/** Counts both sides and recommends; what it said is remembered, as nobody else keeps it. */
export class SurveyWork implements StepWork {
  constructor(private readonly parts: { readonly rehearse: RehearseConnection; readonly synchronisation: Synchronisation }) {}

  async look({ begun }: WorkAt): Promise<Run | undefined> {
    return begun && { state: 'ready', results: begun.results, path: 'survey' };
  }

  async begin({ connection: { id } }: WorkAt): Promise<Begun> {
    await this.parts.rehearse.run(id);
    return { results: await this.parts.synchronisation.survey(id) };
  }

  /** Somebody has looked at it: that is all. */
  async confirm(): Promise<void> {}
}
