/** The change that confirming a step would make, and the connection as it would be then. */
import { AddressRules } from '../../domain/address';
import { Connection, SettingsChange } from '../../domain/connection';
import { SecretCipher } from '../../domain/secrets';
import { changeOf, enteredSecrets, entriesOf, partOf } from '../../domain/setup/draft';
import { Setup } from '../../domain/setup/setup';
import { SetupStep } from '../../domain/setup/setup-step';
import { suggestionsFor, withSuggestions } from '../../domain/setup/suggestions';
import { ProposeChange } from '../propose-change';

export interface StepProposal {
  /** As `PATCH` would take it: with what is suggested, and with secrets in clear. In memory only. */
  readonly change: SettingsChange;
  readonly proposed: Connection;
}

interface Parts {
  readonly addresses: AddressRules;
  readonly cipher: SecretCipher;
  readonly propose: ProposeChange;
}

export class ProposeStep {
  constructor(private readonly parts: Parts) {}

  /** @throws Failure as a change by hand does */
  async run(step: SetupStep, connection: Connection, { draft, secrets }: Pick<Setup, 'draft' | 'secrets'>): Promise<StepProposal> {
    const { addresses, cipher, propose } = this.parts;
    const part = partOf(step, draft);
    const names = enteredSecrets(step, secrets);
    const clear = names.length > 0 ? await cipher.decrypt(connection.id, secrets) : {};
    const plain = withSuggestions(part, suggestionsFor(part, addresses));
    const change = changeOf([...entriesOf(plain), ...names.map((name) => [name, clear[name]] as const)]);
    return { change, proposed: await propose.run(connection, change) };
  }
}
