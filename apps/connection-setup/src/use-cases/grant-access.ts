import { Clock } from '@tandem/domain/clock';
import { asFailure } from '@tandem/domain/failure';
import { Access } from '../domain/access';
import { Connection } from '../domain/connection';
import { Connections } from '../domain/connections';
import { notEnabled, notTested } from '../domain/setup-failures';
import { Side } from '../domain/sign-in';
import { Times } from '../domain/times';
import { CurrentAccess } from './current-access';
import { NoteTrouble } from './note-trouble';
import { StopWhereCopied } from './stop-where-copied';

export interface AccessRequest {
  readonly connectionId: string;
  readonly side: Side;
  /** Access that the system has refused. */
  readonly refusedAccessId?: string;
  /** For a person's question, which may come before the connection is enabled. */
  readonly evenIfDisabled?: boolean;
}

export interface Granted extends Access {
  /** Business Central: the company that records belong to. */
  readonly companyId?: string;
}

interface GrantParts {
  readonly connections: Connections;
  readonly access: CurrentAccess;
  readonly noteTrouble: NoteTrouble;
  readonly stopWhereCopied: StopWhereCopied;
  readonly clock: Clock;
  readonly times: Pick<Times, 'accessForMs'>;
}

/**
 * Gives short-lived access to one system of an enabled connection, or, for a question, of one whose checks have passed. A refused sign-in makes the
 * connection need attention.
 */
export class GrantAccess {
  constructor(private readonly parts: GrantParts) {}

  async run({ connectionId, side, refusedAccessId, evenIfDisabled = false }: AccessRequest): Promise<Granted> {
    const connection = await this.parts.connections.get(connectionId);
    if (!connection.enabled && !connection.rehearsing && !evenIfDisabled) throw notEnabled(connection.name);
    if (!connection.environment) throw notTested(connection.name);
    const access = this.forShort(await this.current(connection, side, refusedAccessId));
    return side === 'businessCentral' ? { ...access, companyId: connection.environment.companyId } : access;
  }

  /** Who must come back soon learns soon that a connection was disabled, or leads elsewhere. */
  private forShort(access: Access): Access {
    const { clock, times } = this.parts;
    const latest = clock.now().getTime() + times.accessForMs;
    return { ...access, expiresAt: new Date(Math.min(access.expiresAt.getTime(), latest)) };
  }

  private async current(connection: Connection, side: Side, refusedAccessId?: string): Promise<Access> {
    const { access, noteTrouble, stopWhereCopied } = this.parts;
    try {
      return await access.of(connection, side, refusedAccessId);
    } catch (thrown) {
      const failure = asFailure(thrown);
      const stopped = await stopWhereCopied.afterFailure(connection.id, failure);
      if (!stopped && failure.kind === 'misconfigured') await noteTrouble.run(connection.id, failure);
      throw thrown;
    }
  }
}
