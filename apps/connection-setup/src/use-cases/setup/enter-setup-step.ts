import { SettingsChange } from '../../domain/connection';
import { namedSettings } from '../../domain/setup/begun';
import { contentOf, enteredNames, isDrafted } from '../../domain/setup/draft';
import { stepCalled } from '../../domain/setup/guide';
import { stepNotReady } from '../../domain/setup/guide-failures';
import { Setup, Setups } from '../../domain/setup/setup';
import { SetupStep } from '../../domain/setup/setup-step';
import { changedMeanwhile } from '../../domain/setup-failures';
import { KeepDraft } from './keep-draft';
import { KnownFindings } from './known-findings';
import { ProposeStep } from './propose-step';
import { seenOf, SeeSetup, SetupSeen } from './see-setup';
import { StepWorks } from './step-work';

export interface StepInput {
  readonly connectionId: string;
  readonly step: string;
  /** What the step asks for, as in the body of `PATCH`; nothing at all takes back what was entered before. */
  readonly input: SettingsChange;
  /** The version of the guide that was read. */
  readonly version?: number;
}

interface Parts {
  readonly setups: Setups;
  readonly keep: KeepDraft;
  readonly propose: ProposeStep;
  readonly known: KnownFindings;
  readonly works: StepWorks;
  readonly see: SeeSetup;
}

/** Keeps what was entered for a step, runs the step's check, and begins what must be seen before it can be confirmed. Nothing takes effect. */
export class EnterSetupStep {
  constructor(private readonly parts: Parts) {}

  /** @throws Failure `setupStep.notFound`, `setup.notOfThisStep`, `setup.stepNotReady`; as a change by hand and as the step's work refuse */
  async run({ connectionId, step: key, input, version }: StepInput): Promise<SetupSeen> {
    const { setups, keep, see } = this.parts;
    const step = stepCalled(key);
    const seen = await see.run(connectionId);
    if (version !== undefined && version !== seen.setup.version) throw changedMeanwhile(seen.connection.name);
    const entered = await keep.run(step, seen.setup, input);
    const inspected = await this.inspected(step, seen, entered);
    const next = await this.begun(step, seen, { ...entered, inspected });
    const hasBegun = next.runs !== entered.runs;
    await setups.save(next, { action: hasBegun ? 'setup.begun' : 'setup.entered', step: step.key, fields: enteredNames(step, next) });
    return see.run(connectionId);
  }

  /** By step what the checks say of its draft. Nobody signs in anywhere before the steps before are confirmed: the address might be another one. */
  private async inspected(step: SetupStep, { connection, standings }: SetupSeen, setup: Setup): Promise<Setup['inspected']> {
    const { propose, known } = this.parts;
    const { [step.key]: _before, ...others } = setup.inspected;
    if (!isDrafted(step, setup)) {
      await known.anew(connection);
      return others;
    }
    const { proposed } = await propose.run(step, connection, setup);
    const isWaiting = standings.get(step.key)?.waitsFor.length !== 0;
    return isWaiting
      ? others
      : { ...others, [step.key]: await known.proposed(proposed, await known.stateOf(connection, contentOf(step, setup))) };
  }

  /** The setup with what the step has begun; what was accepted before counts no more. */
  private async begun(step: SetupStep, all: SetupSeen, setup: Setup): Promise<Setup> {
    const work = step.work && this.parts.works.of[step.work];
    if (!work?.begin) return setup;
    const { seen, standing } = seenOf(all, step);
    if (standing.waitsFor.length > 0) throw stepNotReady(seen, standing);
    const begun = await work.begin({ connection: all.connection, step });
    const { [step.key]: _accepted, ...confirmations } = setup.confirmations;
    const under = namedSettings(all.connection);
    return { ...setup, confirmations, runs: { ...setup.runs, [step.key]: { ...begun, under } } };
  }
}
