/** The connection as a draft would leave it, for what can be told without asking anybody: what is needed, what is missing. */
import { Connection, SettingsChange } from '../connection';
import { patched } from '../patch';
import { EncryptedSecrets } from '../secrets';
import { enteredSecrets } from './draft';
import { SetupStep } from './setup-step';

interface Drafted {
  /** The step's part of the draft. */
  readonly part: SettingsChange;
  readonly secrets: EncryptedSecrets | null;
}

export function drafted(step: SetupStep, connection: Connection, { part, secrets }: Drafted): Connection {
  return {
    ...connection,
    sales: patched(connection.sales, part.sales),
    businessCentral: patched(connection.businessCentral, part.businessCentral),
    webService: patched(connection.webService, part.webService),
    salesOrderUser: patched(connection.salesOrderUser, part.salesOrderUser),
    options: { ...connection.options, ...patched(connection.options, part.options) },
    secrets: withEntered(step, connection.secrets, secrets),
  };
}

/** Only the names count here: nothing of it is decrypted. */
function withEntered(step: SetupStep, held: EncryptedSecrets | null, entered: EncryptedSecrets | null): EncryptedSecrets | null {
  const names = enteredSecrets(step, entered);
  if (!entered || names.length === 0) return held;
  const values = Object.fromEntries(names.map((name) => [name, entered.values[name]]));
  return { ...(held ?? entered), values: { ...held?.values, ...values } };
}
