/** Checks what people have entered: complete, well formed, nothing that has run out of date; sends nothing to either system. */
import { Clock } from '@tandem/domain/clock';
import { SignInRequest } from '../domain/access';
import { AddressRules } from '../domain/address';
import { canonical } from '../domain/canonical-settings';
import { checkExpiries } from '../domain/checks/expiries';
import { Connection, Settings } from '../domain/connection';
import { RunCheck } from '../domain/findings';
import { SecretCipher, Secrets } from '../domain/secrets';
import { detailsMissing } from '../domain/setup-failures';
import { Account, credentialsOf, missingParts, Side, sides, SignIn } from '../domain/sign-in';

/** How each account signs in; the one for orders only where it is another than the integration user. */
export type SignIns = Readonly<Record<Side, SignInRequest>> & { readonly salesOrderUser?: SignInRequest };

interface SettingsParts {
  readonly addresses: AddressRules;
  readonly cipher: SecretCipher;
  readonly clock: Clock;
}

export async function inspectSettings(connection: Connection, parts: SettingsParts, run: RunCheck): Promise<SignIns> {
  const secrets = await run('details', () => details(connection, parts.cipher));
  const settings = await run('addresses', () => canonical(connection, parts.addresses));
  await run(
    'credentials',
    () => checkExpiries(connection, parts.clock.now()),
    (seen) => seen,
  );
  const signIn = (side: Side, account: Account): SignInRequest => signInOf({ side, account, settings, secrets });
  return {
    sales: signIn('sales', 'sales'),
    businessCentral: signIn('businessCentral', 'businessCentral'),
    ...(handsOrdersOver(connection) ? { salesOrderUser: signIn('sales', 'salesOrderUser') } : {}),
  };
}

/** Whether orders are handed over by an account of their own. */
const handsOrdersOver = ({ options, salesOrderUser }: Settings): boolean =>
  options.salesOrderIntegration !== 'off' && Boolean(salesOrderUser.clientId ?? salesOrderUser.username);

async function details(connection: Connection, cipher: SecretCipher): Promise<Secrets> {
  const present = new Set(Object.keys(connection.secrets?.values ?? {}));
  const asked: readonly Account[] = handsOrdersOver(connection) ? [...sides, 'salesOrderUser'] : sides;
  const missing = asked.flatMap((account) => [
    ...(account === 'salesOrderUser' || connection[account].url ? [] : [`${account}.url`]),
    ...missingParts(account, accountOf(connection, account), present),
  ]);
  if (missing.length > 0) throw detailsMissing(missing);
  return cipher.decrypt(connection.id, connection.secrets);
}

interface Signing {
  readonly side: Side;
  readonly account: Account;
  readonly settings: Settings;
  readonly secrets: Secrets;
}

function signInOf({ side, account, settings, secrets }: Signing): SignInRequest {
  const credentials = credentialsOf(account, accountOf(settings, account), secrets);
  const { url } = settings[side];
  if (!credentials || !url) throw detailsMissing([account]);
  return { side, url, credentials };
}

/** The order user belongs to the tenant of Sales where it names none of its own. */
function accountOf(settings: Settings, account: Account): SignIn {
  const { tenantId, authority } = settings.sales;
  return account === 'salesOrderUser' ? { tenantId, authority, ...settings.salesOrderUser } : settings[account];
}
