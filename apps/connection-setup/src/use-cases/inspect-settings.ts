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
import { Account, credentialsOf, missingParts, Side, SignIn } from '../domain/sign-in';

/** How the accounts that were asked about sign in; the one for orders only where it is another than the integration user. */
export type SignIns = { readonly [Name in Account]?: SignInRequest } & {
  /** Only where availability is read with a user of its own. */
  readonly webServiceUser?: SignInRequest;
};

interface SettingsLook {
  readonly connection: Connection;
  /** The systems that matter: what belongs to another one may still be missing. */
  readonly of: readonly Side[];
  readonly addresses: AddressRules;
  readonly cipher: SecretCipher;
  readonly clock: Clock;
}

export async function inspectSettings(look: SettingsLook, run: RunCheck): Promise<SignIns> {
  const { connection, addresses, clock } = look;
  const asked = accountsOf(look);
  const secrets = await run('details', () => details(look));
  const settings = await run('addresses', () => canonical(connection, addresses));
  await run(
    'credentials',
    () => checkExpiries(connection, clock.now()),
    (seen) => seen,
  );
  const signIns = Object.fromEntries(asked.map((account) => [account, signInOf(account, settings, secrets)]));
  return { ...signIns, webServiceUser: webServiceSignIn(settings, secrets) };
}

/** What must be entered before these systems can be looked at, named as in the body. */
export function missingDetails(connection: Connection, of: readonly Side[]): string[] {
  const present = new Set(Object.keys(connection.secrets?.values ?? {}));
  const missing = accountsOf({ connection, of }).flatMap((account) => [
    ...(account === 'salesOrderUser' || connection[account].url ? [] : [`${account}.url`]),
    ...missingParts(account, accountOf(connection, account), present),
  ]);
  return of.includes('businessCentral') ? [...missing, ...missingForAvailability(connection, present)] : missing;
}

const accountsOf = ({ connection, of }: Pick<SettingsLook, 'connection' | 'of'>): Account[] => [
  ...of,
  ...(of.includes('sales') && handsOrdersOver(connection) ? (['salesOrderUser'] as const) : []),
];

const sideOf = (account: Account): Side => (account === 'businessCentral' ? 'businessCentral' : 'sales');

/** Whether orders are handed over by an account of their own. */
const handsOrdersOver = ({ options, salesOrderUser }: Settings): boolean =>
  options.salesOrderIntegration !== 'off' && Boolean(salesOrderUser.clientId ?? salesOrderUser.username);

async function details({ connection, of, cipher }: SettingsLook): Promise<Secrets> {
  const missing = missingDetails(connection, of);
  if (missing.length > 0) throw detailsMissing(missing);
  return cipher.decrypt(connection.id, connection.secrets);
}

/** On-premises, availability is read with a user of its own and an access key; online, with the app registration. */
function missingForAvailability(settings: Settings, present: ReadonlySet<string>): string[] {
  if (!readsAvailabilityAsUser(settings)) return [];
  const { webService } = settings;
  return [webService.username ? '' : 'webService.username', present.has('webService.accessKey') ? '' : 'webService.accessKey'].filter(
    Boolean,
  );
}

const readsAvailabilityAsUser = ({ options, businessCentral }: Settings): boolean => options.itemAvailability && !businessCentral.clientId;

function webServiceSignIn(settings: Settings, secrets: Secrets): SignInRequest | undefined {
  const { username } = settings.webService;
  const { url } = settings.businessCentral;
  const password = secrets['webService.accessKey'];
  if (!readsAvailabilityAsUser(settings) || !url || !username || !password) return undefined;
  return { side: 'businessCentral', url, credentials: { kind: 'basic', username, password } };
}

function signInOf(account: Account, settings: Settings, secrets: Secrets): SignInRequest {
  const side = sideOf(account);
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
