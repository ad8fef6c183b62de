import { asFailure, Failure } from '@tandem/domain/failure';
import { leadsElsewhere } from '../domain/environment';
import { Finding } from '../domain/findings';
import { DisableConnection } from './disable-connection';

const code = 'connection.environmentChanged';

/** Disables a connection that leads to another environment than its own: nothing may be written to a copy by mistake. */
export class StopWhereCopied {
  constructor(private readonly parts: { readonly disable: DisableConnection }) {}

  /** Whether the connection had to be stopped. */
  async afterChecks(connectionId: string, findings: readonly Finding[]): Promise<boolean> {
    const finding = findings.find((candidate) => candidate.code === code);
    if (finding) await this.stop(connectionId, finding.cause ?? code);
    return finding !== undefined;
  }

  /** Whether the connection had to be stopped. */
  async afterFailure(connectionId: string, failure: Failure): Promise<boolean> {
    if (leadsElsewhere(failure)) await this.stop(connectionId, failure.message);
    return leadsElsewhere(failure);
  }

  /** Several may find out at the same time, and somebody may be changing the connection: it is stopped all the same. */
  private async stop(connectionId: string, cause: string): Promise<void> {
    try {
      await this.parts.disable.run(connectionId, `${cause} (${code})`);
    } catch (thrown) {
      if (asFailure(thrown).code !== 'connection.changedMeanwhile') throw thrown;
      await this.stop(connectionId, cause);
    }
  }
}
