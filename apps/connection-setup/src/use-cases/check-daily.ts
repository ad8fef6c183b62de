import { Clock } from '@tandem/domain/clock';
import { asFailure } from '@tandem/domain/failure';
import { Connections } from '../domain/connections';
import { Times } from '../domain/times';
import { NoteTrouble } from './note-trouble';
import { TestConnection } from './test-connection';

/** A connection whose checks could not be run. */
export interface Unchecked {
  readonly connectionId: string;
  readonly error: unknown;
}

interface DailyParts {
  readonly connections: Connections;
  readonly clock: Clock;
  readonly test: TestConnection;
  readonly noteTrouble: NoteTrouble;
  readonly times: Pick<Times, 'checkEveryMs'>;
}

/** Runs the checks of every enabled connection once a day; what is set up wrongly makes it need attention, a hiccup does not. */
export class CheckDaily {
  constructor(private readonly parts: DailyParts) {}

  /** Checks those that are due, one after the other; answers with those that could not be checked. */
  async run(): Promise<Unchecked[]> {
    const { connections, clock, times } = this.parts;
    const now = clock.now();
    const due = await connections.claimUnchecked(new Date(now.getTime() - times.checkEveryMs), now);
    const unchecked: Unchecked[] = [];
    for (const connectionId of due) await this.check(connectionId).catch((error: unknown) => void unchecked.push({ connectionId, error }));
    return unchecked;
  }

  private async check(connectionId: string): Promise<void> {
    const { failure } = await this.parts.test.run(connectionId);
    if (failure && asFailure(failure).kind !== 'transient') await this.parts.noteTrouble.run(connectionId, failure);
  }
}
