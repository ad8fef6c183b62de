import { Clock } from '@tandem/domain/clock';
import { contentOf, isDrafted } from '../../domain/setup/draft';
import { findingsOf, isHeldUp } from '../../domain/setup/findings-of-step';
import { stepCalled } from '../../domain/setup/guide';
import { stepNotReady } from '../../domain/setup/guide-failures';
import { Setup, Setups } from '../../domain/setup/setup';
import { SetupStep } from '../../domain/setup/setup-step';
import { changedMeanwhile } from '../../domain/setup-failures';
import { ChangeConnection } from '../change-connection';
import { Administrator } from '../import-solution';
import { KeepDraft } from './keep-draft';
import { KnownFindings } from './known-findings';
import { ProposeStep } from './propose-step';
import { seenOf, SeeSetup, SetupSeen } from './see-setup';
import { StepWorks } from './step-work';

export interface StepConfirmation {
  readonly connectionId: string;
  readonly step: string;
  /** Who confirms it. */
  readonly by: string;
  /** Where the step asks for one; kept nowhere. */
  readonly administrator?: Administrator;
  /** The version of the guide that was read. */
  readonly version?: number;
}

interface Parts {
  readonly setups: Setups;
  readonly keep: KeepDraft;
  readonly propose: ProposeStep;
  readonly known: KnownFindings;
  readonly change: ChangeConnection;
  readonly works: StepWorks;
  readonly see: SeeSetup;
  readonly clock: Clock;
}

/** Lets a step take effect: its draft becomes a change of the connection, as one by hand would be; its work goes on. */
export class ConfirmSetupStep {
  constructor(private readonly parts: Parts) {}

  /** @throws Failure `setupStep.notFound`, `setup.stepNotReady`; as a change by hand, the import, enabling and the start of a synchronisation refuse */
  async run({ connectionId, step: key, by, administrator, version }: StepConfirmation): Promise<SetupSeen> {
    const { setups, works, see, clock } = this.parts;
    const step = stepCalled(key);
    const all = await see.run(connectionId);
    if (version !== undefined && version !== all.setup.version) throw changedMeanwhile(all.connection.name);
    const { seen, standing } = seenOf(all, step);
    if (!standing.canBeConfirmed) throw stepNotReady(seen, standing);
    const setup = isDrafted(step, all.setup) ? await this.applied(step, all) : all.setup;
    if (step.work) await works.of[step.work].confirm({ connection: all.connection, step, begun: setup.runs[step.key] }, administrator);
    const confirmations = { ...setup.confirmations, [step.key]: { by, at: clock.now() } };
    await setups.save({ ...setup, confirmations }, { action: 'setup.confirmed', step: step.key });
    return see.run(connectionId);
  }

  /** The draft has become the connection's, and is forgotten. */
  private async applied(step: SetupStep, all: SetupSeen): Promise<Setup> {
    const { propose, change, keep } = this.parts;
    const { connection, setup } = all;
    const proposal = await propose.run(step, connection, setup);
    await this.requirePassed(step, all, proposal.proposed);
    await change.run({ connectionId: connection.id, change: { ...proposal.change, confirm: true }, version: connection.version });
    const { [step.key]: _draft, ...inspected } = setup.inspected;
    return { ...(await keep.run(step, setup, {})), inspected };
  }

  /** A draft may have been entered before it could be checked, or the world has changed since. */
  private async requirePassed(step: SetupStep, all: SetupSeen, proposed: SetupSeen['connection']): Promise<void> {
    const { known } = this.parts;
    const { connection, setup } = all;
    const state = await known.stateOf(connection, contentOf(step, setup));
    const findings = findingsOf(step, (await known.proposed(proposed, state, setup.inspected[step.key])).findings);
    const { seen, standing } = seenOf(all, step);
    if (isHeldUp(step, findings)) throw stepNotReady({ ...seen, findings }, standing);
  }
}
