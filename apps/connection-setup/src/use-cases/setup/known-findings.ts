/** What the checks have found, for as long as it counts: until something changes, and for ten minutes at most. */
import { createHash } from 'node:crypto';
import { Clock } from '@tandem/domain/clock';
import { Connection } from '../../domain/connection';
import { Finding } from '../../domain/findings';
import { Inspected, Setups } from '../../domain/setup/setup';
import { SolutionImports } from '../../domain/solution-import';
import { InspectConnection } from '../inspect-connection';

const goodForMs = 10 * 60_000;

interface Parts {
  readonly setups: Setups;
  readonly imports: SolutionImports;
  readonly inspect: InspectConnection;
  readonly clock: Clock;
}

export class KnownFindings {
  constructor(private readonly parts: Parts) {}

  /** About the connection as it is; looks where nothing is known that still counts. */
  async about(connection: Connection): Promise<readonly Finding[]> {
    const { setups } = this.parts;
    const known = await setups.inspection(connection.id);
    return known && this.counts(known, await this.stateOf(connection)) ? known.findings : this.anew(connection);
  }

  /** About the connection as it is, looked at now. What a hiccup has kept from being seen is looked at again the next time. */
  async anew(connection: Connection): Promise<readonly Finding[]> {
    const of = await this.stateOf(connection);
    const { findings, failure } = await this.parts.inspect.entered(connection);
    if (failure?.kind !== 'transient') await this.parts.setups.keepInspection(connection.id, { findings, at: this.parts.clock.now(), of });
    return findings;
  }

  /**
   * About a connection as it would be.
   * @param of names the draft, so that the findings are known again
   */
  async proposed(proposed: Connection, of: string, known?: Inspected): Promise<Inspected> {
    if (known && this.counts(known, of)) return known;
    const { findings } = await this.parts.inspect.entered(proposed);
    return { findings, at: this.parts.clock.now(), of };
  }

  /** Names everything that findings depend on here; what changes in the two systems meanwhile is seen with the next look. */
  async stateOf({ id, secrets, ...connection }: Connection, ...more: readonly unknown[]): Promise<string> {
    const { sales, businessCentral, webService, salesOrderUser, options, environment } = connection;
    const imported = await this.parts.imports.find(id);
    const settings = [sales, businessCentral, webService, salesOrderUser, options, environment, secrets?.values];
    return createHash('sha256')
      .update(JSON.stringify([settings, imported?.state, imported?.startedAt, more]))
      .digest('base64');
  }

  private counts({ of, at }: Inspected, state: string): boolean {
    return of === state && this.parts.clock.now().getTime() - at.getTime() < goodForMs;
  }
}
