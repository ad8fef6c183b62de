/** Puts what was entered for a step into the draft, its secrets into the envelope. */
import { SettingsChange } from '../../domain/connection';
import { SecretChanges, SecretCipher, takeSecrets } from '../../domain/secrets';
import { changeOf, entriesOf, forgetSecretsOf, strangersIn, withPart } from '../../domain/setup/draft';
import { notOfThisStep } from '../../domain/setup/guide-failures';
import { Setup } from '../../domain/setup/setup';
import { SetupStep } from '../../domain/setup/setup-step';

export class KeepDraft {
  constructor(private readonly parts: { readonly cipher: SecretCipher }) {}

  /**
   * The setup with another draft of a step; it is not stored yet. Secrets can't be sent back by who has only read them: one that is left out stays as it was
   * entered. Nothing at all takes the draft back.
   * @throws Failure `rejected` `setup.notOfThisStep`
   */
  async run(step: SetupStep, setup: Setup, input: SettingsChange): Promise<Setup> {
    const strangers = strangersIn(step, input);
    if (strangers.length > 0) throw notOfThisStep(step, strangers);
    if (entriesOf(input).size === 0) return this.withDraft(step, setup, { part: {}, secrets: forgetSecretsOf(step) });
    const { rest, secrets } = takeSecrets(input);
    const cleared = Object.entries(secrets).filter(([, secret]) => secret === null);
    return this.withDraft(step, setup, { part: changeOf([...entriesOf(rest), ...cleared]), secrets });
  }

  private async withDraft(step: SetupStep, setup: Setup, draft: { part: SettingsChange; secrets: SecretChanges }): Promise<Setup> {
    const isNothing = !setup.secrets && Object.values(draft.secrets).every((secret) => typeof secret !== 'string');
    const secrets = isNothing ? null : await this.parts.cipher.encrypt(setup.connectionId, draft.secrets, setup.secrets);
    return { ...setup, draft: withPart(step, setup.draft, draft.part), secrets };
  }
}
