/** What connection-setup refuses, each with its code, cause and remedy; the list for people is `docs/failures.md`. */
import { Failure, FailureKind } from '@tandem/domain/failure';

type Details = Readonly<Record<string, unknown>>;

const refuse =
  (kind: FailureKind) =>
  (code: string, message: string, help: string, details: Details = {}) =>
    new Failure(kind, code, message, { ...details, help });
const rejected = refuse('rejected');
const misconfigured = refuse('misconfigured');

export const connectionNotFound = (id: string): Failure =>
  rejected('connection.notFound', `There is no connection ${id}.`, 'List the connections to see which exist.');

export const nameTaken = (name: string): Failure =>
  rejected('connection.nameTaken', `Another connection is called "${name}" already.`, 'Choose another name.');

export const changedMeanwhile = (name: string): Failure =>
  new Failure('conflict', 'connection.changedMeanwhile', `"${name}" has been changed by somebody else meanwhile.`, {
    help: 'Read the connection again and repeat the change.',
  });

export const mustBeDisabled = (what: readonly string[]): Failure =>
  new Failure('blocked', 'connection.mustBeDisabled', `While the connection is enabled, this can't be changed: ${what.join(', ')}.`, {
    fields: what,
    help: 'Disable the connection first; couplings are kept.',
  });

export const deleteNeedsDisabled = (name: string): Failure =>
  new Failure('blocked', 'connection.mustBeDisabled', `"${name}" is enabled and can't be deleted.`, {
    help: 'Disable the connection first.',
  });

export const notEnabled = (name: string): Failure =>
  new Failure('blocked', 'connection.notEnabled', `"${name}" is not enabled.`, {
    help: 'Enable the connection first; that runs its checks.',
  });

export const notTested = (name: string): Failure =>
  new Failure('blocked', 'connection.notTested', `The checks of "${name}" have not passed yet.`, {
    help: 'Test the connection and put right what its findings name.',
  });

export const detailsMissing = (missing: readonly string[]): Failure =>
  rejected('setup.detailsMissing', `The connection lacks ${missing.join(', ')}.`, 'Fill in what is missing, then try again.', { missing });

export const urlInvalid = (field: string): Failure =>
  rejected(
    'setup.urlInvalid',
    `${field} is not a web address.`,
    'Enter the address as the browser shows it, without user name, query and fragment.',
    { field },
  );

export const badScheme = (field: string, scheme: string): Failure =>
  rejected(
    'setup.badScheme',
    `${field} begins with ${scheme}, which Tandem does not speak.`,
    'Enter an address that begins with https://.',
    { field },
  );

export const mustUseHttps = (field: string): Failure =>
  rejected(
    'setup.mustUseHttps',
    `${field} does not use https.`,
    'Enter an address that begins with https://; plain http is for a local test system only.',
    { field },
  );

export const urlReplace = (field: string, entered: string, suggested: string): Failure =>
  rejected('setup.urlReplace', `${field} is entered as ${entered}; it should be ${suggested}.`, 'Send the suggested address.', {
    field,
    entered,
    suggested,
  });

export const hostNotAllowed = (field: string, host: string): Failure =>
  rejected(
    'setup.hostNotAllowed',
    `${field} leads to ${host}, which Tandem may not reach.`,
    'Correct the address, or ask the operator to allow this host.',
    { field, host },
  );

export const mustIncludeDomain = (field: string): Failure =>
  rejected('setup.mustIncludeDomain', `${field} names no domain.`, 'Enter the user as DOMAIN\\user or user@domain.', { field });

export const userMustBeEmail = (field: string): Failure =>
  rejected(
    'setup.userMustBeEmail',
    `${field} is no e-mail address, which is how users of Dynamics 365 Sales online are called.`,
    'Enter the user as user@domain, or sign in as an app registration.',
    { field },
  );

export const placeholderMissing = (placeholders: readonly string[]): Failure =>
  rejected(
    'setup.placeholderMissing',
    `sales.connectionString has none of ${placeholders.join(', ')}.`,
    'Put the placeholder where the secret would stand and enter the secret as sales.clientSecret, sales.certificate or sales.password.',
    { field: 'sales.connectionString' },
  );

/** A secret that can't be encrypted is not kept at all. */
export const encryptionUnavailable = (cause: Failure): Failure =>
  new Failure(
    cause.kind === 'transient' ? 'transient' : 'misconfigured',
    'setup.encryption',
    `The secret was not kept, because it can't be encrypted: ${cause.message}`,
    { reason: cause.code, help: 'Let the operator give the service its master key, then enter the secret again.' },
    { cause },
  );

/** A system could not be reached or refused the sign-in; `reason` is the finer code. */
export const connectionFailed = (system: string, cause: Failure): Failure =>
  new Failure(
    isOfTheMoment(cause) ? 'transient' : 'misconfigured',
    'setup.connectionFailed',
    `${system}: ${cause.message}`,
    { ...cause.details, reason: cause.code, help: cause.details.help ?? 'Check address and credentials of the connection.' },
    { cause },
  );

/** A host that can't be reached is more likely a wrong address than an outage while somebody is setting it up. */
const isOfTheMoment = ({ kind, code }: Failure): boolean => kind === 'transient' && code !== 'service.unreachable';

export const userNotFound = (): Failure =>
  misconfigured(
    'setup.userNotFound',
    'The account is not a user of the Sales organisation.',
    'Create the application user of the app registration (or the user) in Sales.',
  );

export const userNotActive = (user: string): Failure =>
  misconfigured('setup.userNotActive', `The user ${user} is disabled in Sales.`, 'Enable the user in Sales.', { user });

export const userNotLicensed = (user: string): Failure =>
  misconfigured(
    'setup.userNotLicensed',
    `The user ${user} has no licence.`,
    'Assign a licence to the user, or sign in as an app registration, which needs none.',
    { user },
  );

export const userNoRoles = (user: string, required: readonly string[]): Failure =>
  misconfigured('setup.noRoles', `${user} has no security role in Sales.`, `Assign the roles ${required.join(' and ')}.`, {
    user,
    required,
  });

export const missingRoles = (user: string, missing: readonly string[]): Failure =>
  misconfigured(
    'setup.missingBCRoles',
    `${user} lacks the role ${missing.join(' and ')}.`,
    `Assign ${missing.join(' and ')} to the user in Sales.`,
    { user, missing },
  );

export const userIsAdmin = (user: string): Failure =>
  misconfigured(
    'setup.userIsAdmin',
    `The user ${user} is a System Administrator.`,
    'Choose a user for the integration alone, without the role System Administrator.',
    { user },
  );

export const teamMissing = (teamId?: string): Failure =>
  misconfigured(
    'setup.teamMissing',
    teamId ? `There is no owner team ${teamId} in Sales.` : "The integration user's business unit has no default team.",
    'Choose an owner team of Sales as options.owningTeamId.',
  );

export const companyMissing = (wanted: string, companies: readonly string[]): Failure =>
  misconfigured(
    'setup.companyMissing',
    `Business Central has no company ${wanted}.`,
    `Choose one of: ${companies.join(', ') || 'none is visible to this account'}.`,
    { companies },
  );

export const companyAmbiguous = (companies: readonly string[]): Failure =>
  rejected(
    'setup.companyMissing',
    'Business Central has several companies and none has been chosen.',
    `Choose one of: ${companies.join(', ')}.`,
    { companies },
  );

export const extensionMissing = (): Failure =>
  misconfigured(
    'setup.extensionMissing',
    "Tandem's companion extension is not installed in Business Central.",
    'Install the extension in this environment and give the account its permission set.',
  );

export const noAccess = (experience: string): Failure =>
  misconfigured(
    'setup.noAccess',
    `The experience of the company is ${experience}; the integration needs Suite or higher.`,
    'Set the experience to Essential or Premium on the page Company Information.',
    { experience },
  );

export const localCurrencyMissing = (code: string): Failure =>
  misconfigured(
    'setup.lcyMissing',
    `The local currency ${code} of Business Central is not among the currencies of Sales.`,
    `Add the currency ${code} in Sales, then try again.`,
    { code },
  );

export const baseCurrencyUnknown = (): Failure =>
  misconfigured(
    'setup.baseCurrencyUnknown',
    'The base currency of the Sales organisation can not be read.',
    'Give the integration user read access to the organisation and its currencies.',
  );
