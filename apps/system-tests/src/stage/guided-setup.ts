/** A connection on its way through the guide, as an administrator with nothing but REST goes it. */
import type { SetupStepView, SetupView } from '@tandem/contracts/setup';
import { eventually } from '@tandem/platform/testing/eventually';
import { Answer, Rest } from './rest';
import { patient } from './scene';

export class GuidedSetup {
  private constructor(
    readonly connectionId: string,
    private readonly rest: Rest,
  ) {}

  /** Begins with a connection that has a name and nothing else. */
  static async begin(rest: Rest, name: string): Promise<GuidedSetup> {
    const { id } = await rest.send<{ id: string }>('POST', '/connections', { name });
    return new GuidedSetup(id, rest);
  }

  /** The same guide, gone on with by somebody else. */
  takenUpBy(rest: Rest): GuidedSetup {
    return new GuidedSetup(this.connectionId, rest);
  }

  path(below: string): string {
    return `/connections/${this.connectionId}${below}`;
  }

  read(): Promise<SetupView> {
    return this.rest.send('GET', this.path('/setup'));
  }

  async step(key: string): Promise<SetupStepView> {
    return stepOf(await this.read(), key);
  }

  /** Enters what a step asks for, or runs its check. */
  async enter(key: string, body: object = {}): Promise<SetupStepView> {
    return stepOf(await this.rest.send('PUT', this.path(`/setup/steps/${key}`), body), key);
  }

  async confirm(key: string, account: object = {}): Promise<SetupStepView> {
    return stepOf(await this.rest.send('POST', this.path(`/setup/steps/${key}`), account), key);
  }

  /** Confirms, whatever the answer. */
  tryToConfirm(key: string): Promise<Answer> {
    return this.rest.ask('POST', this.path(`/setup/steps/${key}`), {});
  }

  /** Enters and confirms. */
  async take(key: string, body: object = {}): Promise<SetupStepView> {
    await this.enter(key, body);
    return this.confirm(key);
  }

  /** Begins what a step shows before it can be confirmed, and waits for its end. */
  async preview(key: string): Promise<SetupStepView> {
    await this.enter(key);
    return this.whenRun(key, 'ready');
  }

  /** Waits until what a step has begun stands so. */
  whenRun(key: string, state: 'ready' | 'done'): Promise<SetupStepView> {
    return eventually(async () => {
      const step = await this.step(key);
      if (step.run?.state === 'failed') throw new Error(`${key} has failed: ${JSON.stringify(step.run.problem)}`);
      return step.run?.state === state && step;
    }, patient);
  }
}

function stepOf(guide: SetupView, key: string): SetupStepView {
  const step = guide.steps.find((candidate) => candidate.key === key);
  if (!step) throw new Error(`The guide has no step ${key}.`);
  return step;
}
