/** What a step sets going beyond the settings: how it is begun, how it stands, and what its confirmation does. */
import { Connection } from '../../domain/connection';
import { Run } from '../../domain/setup/run';
import { Begun } from '../../domain/setup/begun';
import { SetupStep, Work } from '../../domain/setup/setup-step';
import { Administrator } from '../import-solution';

export interface WorkAt {
  readonly connection: Connection;
  readonly step: SetupStep;
  /** What was begun last. */
  readonly begun?: Begun;
}

export interface StepWork {
  /** How it stands; undefined where nothing was begun. */
  look(at: WorkAt): Promise<Run | undefined>;
  /** Begins it, or begins it anew; takes no effect yet. Absent where there is nothing to begin before the confirmation. */
  begin?(at: WorkAt): Promise<Begun>;
  /** Lets it take effect. */
  confirm(at: WorkAt, administrator?: Administrator): Promise<void>;
}

/** The work of every kind. */
export class StepWorks {
  constructor(readonly of: Readonly<Record<Work, StepWork>>) {}
}
