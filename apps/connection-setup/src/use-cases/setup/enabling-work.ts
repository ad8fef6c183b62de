import { Run } from '../../domain/setup/run';
import { EnableConnection } from '../enable-connection';
import { StepWork, WorkAt } from './step-work';

/** Enables the connection. */
export class EnablingWork implements StepWork {
  constructor(private readonly parts: { readonly enable: EnableConnection }) {}

  async look({ connection: { enabled, reason } }: WorkAt): Promise<Run | undefined> {
    return enabled ? { state: 'done', message: reason } : undefined;
  }

  async confirm({ connection }: WorkAt): Promise<void> {
    await this.parts.enable.run(connection.id);
  }
}
