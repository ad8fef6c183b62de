/** Looks at the whole guide of a connection: what is stored, what the checks have found, how everything stands that was begun. */
import { asFailure } from '@tandem/domain/failure';
import { Connection } from '../../domain/connection';
import { Connections } from '../../domain/connections';
import { Finding } from '../../domain/findings';
import { begunBy } from '../../domain/setup/begun';
import { isDrafted, partOf } from '../../domain/setup/draft';
import { drafted } from '../../domain/setup/drafted';
import { findingsOf } from '../../domain/setup/findings-of-step';
import { guide } from '../../domain/setup/guide';
import { problemOf, Run } from '../../domain/setup/run';
import { Setup, Setups } from '../../domain/setup/setup';
import { SetupStep } from '../../domain/setup/setup-step';
import { Standing, standings, StepSeen } from '../../domain/setup/standing';
import { KnownFindings } from './known-findings';
import { StepWorks } from './step-work';

export interface SetupSeen {
  readonly connection: Connection;
  readonly setup: Setup;
  readonly steps: readonly StepSeen[];
  /** By the key of the step. */
  readonly standings: ReadonlyMap<string, Standing>;
}

interface Parts {
  readonly connections: Connections;
  readonly setups: Setups;
  readonly known: KnownFindings;
  readonly works: StepWorks;
}

export class SeeSetup {
  constructor(private readonly parts: Parts) {}

  async run(connectionId: string): Promise<SetupSeen> {
    const connection = await this.parts.connections.get(connectionId);
    const [setup, found] = await Promise.all([this.parts.setups.of(connectionId), this.parts.known.about(connection)]);
    const steps = await Promise.all(guide.map((step) => this.step(step, connection, setup, found)));
    return { connection, setup, steps, standings: standings(steps) };
  }

  private async step(step: SetupStep, connection: Connection, setup: Setup, found: readonly Finding[]): Promise<StepSeen> {
    const isConfirmed = step.key in setup.confirmations;
    const run = await this.look(step, connection, setup);
    if (!isDrafted(step, setup))
      return { step, connection, isDrafted: false, findings: findingsOf(step, found), run: accepted(run, isConfirmed), isConfirmed };
    const findings = findingsOf(step, setup.inspected[step.key]?.findings ?? []);
    const next = drafted(step, connection, { part: partOf(step, setup.draft), secrets: setup.secrets });
    return { step, connection: next, isDrafted: true, findings, run, isConfirmed };
  }

  /** What can't be told now holds up nobody who wants to see the rest. */
  private async look(step: SetupStep, connection: Connection, setup: Setup): Promise<Run | undefined> {
    const work = step.work && this.parts.works.of[step.work];
    try {
      return await work?.look({ connection, step, begun: begunBy(step, setup, connection) });
    } catch (thrown) {
      return { state: 'unknown', problem: problemOf(asFailure(thrown)) };
    }
  }
}

/** A result that somebody has accepted is done. */
const accepted = (run: Run | undefined, isConfirmed: boolean): Run | undefined =>
  run?.state === 'ready' && isConfirmed ? { ...run, state: 'done' } : run;

/** One step of what was seen. */
export function seenOf({ steps, standings: known }: SetupSeen, step: SetupStep): { readonly seen: StepSeen; readonly standing: Standing } {
  const seen = steps.find((candidate) => candidate.step === step);
  const standing = known.get(step.key);
  if (!seen || !standing) throw new Error(`The step ${step.key} was not looked at.`);
  return { seen, standing };
}
