/** The import of Tandem's solution into a Sales organisation: how it stands, and where that is kept. */
import { Failure } from '@tandem/domain/failure';
import { importInterrupted } from './solution-failures';

export interface SolutionImportProblem {
  readonly code: string;
  readonly message: string;
  readonly help: string;
}

export interface SolutionImport {
  readonly connectionId: string;
  readonly state: 'running' | 'succeeded' | 'failed';
  /** 0 to 100. */
  readonly percent: number;
  /** Of Tandem's package. */
  readonly version: string;
  readonly previousVersion?: string;
  /** False where this or a later version is installed already. */
  readonly needed: boolean;
  readonly assignedRoles: readonly string[];
  readonly problem?: SolutionImportProblem;
  readonly startedAt: Date;
  readonly changedAt: Date;
}

/** The latest import of each connection; nothing of the administrator's account is in it. */
export abstract class SolutionImports {
  abstract find(connectionId: string): Promise<SolutionImport | undefined>;

  /** Keeps a new import, unless one runs that was heard of after `aliveSince`; answers whether it was kept. */
  abstract begin(started: SolutionImport, aliveSince: Date): Promise<boolean>;

  abstract save(changed: SolutionImport): Promise<void>;
}

/** Whoever follows an import says so every few seconds; after this silence nobody does any more. */
const silenceMs = 60_000;

export const aliveSince = (now: Date): Date => new Date(now.getTime() - silenceMs);

/** The import as it must be seen now: one that nobody follows any more has been interrupted. */
export const seenAt = (now: Date, known: SolutionImport): SolutionImport =>
  known.state === 'running' && known.changedAt < aliveSince(now) ? failed(known, importInterrupted(), known.changedAt) : known;

export const failed = (known: SolutionImport, { code, message, details }: Failure, changedAt: Date): SolutionImport => ({
  ...known,
  state: 'failed',
  problem: { code, message, help: typeof details.help === 'string' ? details.help : 'Look at the message, then import again.' },
  changedAt,
});

/** Whether a version of four numbers comes before another. */
export function isOlder(version: string, than: string): boolean {
  const [left, right] = [version, than].map((text) => text.split('.').map(Number)) as [number[], number[]];
  const at = right.findIndex((number, index) => number !== (left[index] ?? 0));
  return at >= 0 && (left[at] ?? 0) < (right[at] as number);
}
