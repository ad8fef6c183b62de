import { Failure } from '@tandem/domain/failure';
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
    if (failure.code === code) await this.stop(connectionId, failure.message);
    return failure.code === code;
  }

  private async stop(connectionId: string, cause: string): Promise<void> {
    await this.parts.disable.run(connectionId, `${cause} (${code})`);
  }
}
