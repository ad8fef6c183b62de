/** Follows an import until it has ended, then publishes it, gives the integration user its roles, and the company its own team where one shall own rows. */
import { setTimeout as wait } from 'node:timers/promises';
import { Clock } from '@tandem/domain/clock';
import { asFailure, Failure } from '@tandem/domain/failure';
import { requiredRoleNames } from '../domain/checks/sales-roles';
import { Connection } from '../domain/connection';
import { SalesAdministration, StartedImport } from '../domain/sales-administration';
import { assignFailed, importTimedOut, solutionFailed } from '../domain/solution-failures';
import { failed, SolutionImport, SolutionImports } from '../domain/solution-import';
import { SeparateCompany } from './separate-company';

interface Following {
  readonly known: SolutionImport;
  readonly connection: Connection;
  /** Holds the administrator's access; let go of when the import has ended. */
  readonly administration: SalesAdministration;
  /** Absent where nothing had to be imported. */
  readonly started?: StartedImport;
}

const pauseMs = 1_000;
const longestMs = 30 * 60_000;

export class FollowSolutionImport {
  constructor(
    private readonly parts: { readonly imports: SolutionImports; readonly separate: Pick<SeparateCompany, 'run'>; readonly clock: Clock },
  ) {}

  /** Never fails: what goes wrong is kept as the import's state. Where not even that can be kept, silence says that it was interrupted. */
  async run(following: Following): Promise<void> {
    const { imports, clock } = this.parts;
    try {
      const ended = await this.ended(following).catch((thrown: unknown) => failed(following.known, asOwn(thrown), clock.now()));
      await imports.save(ended);
    } catch {
      // The database is gone or the service stops.
    }
  }

  private async ended({ known, connection, administration, started }: Following): Promise<SolutionImport> {
    if (started) await this.imported(known, administration, started);
    const assignedRoles = await assignRoles(connection, administration);
    await this.parts.separate.run(connection.id, administration);
    return { ...known, state: 'succeeded', percent: 100, assignedRoles, changedAt: this.parts.clock.now() };
  }

  private async imported(known: SolutionImport, administration: SalesAdministration, started: StartedImport): Promise<void> {
    const { imports, clock } = this.parts;
    while (clock.now().getTime() - known.startedAt.getTime() < longestMs) {
      const progress = await heard(administration, started);
      if (progress?.kind === 'failed') throw progress.failure;
      if (progress?.kind === 'succeeded') return administration.publish();
      await imports.save({ ...known, percent: progress?.percent ?? known.percent, changedAt: clock.now() });
      await wait(pauseMs);
    }
    throw importTimedOut();
  }
}

/** A hiccup between two looks says nothing about the import. */
async function heard(administration: SalesAdministration, started: StartedImport) {
  try {
    return await administration.progress(started);
  } catch (thrown) {
    if (asFailure(thrown).kind === 'transient') return undefined;
    throw thrown;
  }
}

/** The accounts of the connection that are known so far; the others are given their roles when the step is taken again. */
async function assignRoles({ sales, salesOrderUser }: Connection, administration: SalesAdministration): Promise<readonly string[]> {
  const accounts = [sales, salesOrderUser].filter(({ clientId, username }) => clientId ?? username);
  try {
    for (const account of accounts) await administration.assignRoles(account, requiredRoleNames);
    return accounts.length > 0 ? requiredRoleNames : [];
  } catch (thrown) {
    const failure = asFailure(thrown);
    throw isOwn(failure) ? failure : assignFailed(failure);
  }
}

function asOwn(thrown: unknown): Failure {
  const failure = asFailure(thrown);
  return isOwn(failure) ? failure : solutionFailed(failure);
}

/** It says already what it means for the set-up. */
const isOwn = ({ code }: Failure): boolean => code.startsWith('setup.');
