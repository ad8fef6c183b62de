/** What the checks before a connection runs refuse or warn of, beyond accounts and addresses; the list for people is `docs/failures.md`. */
import { Failure } from '@tandem/domain/failure';

const misconfigured = (code: string, message: string, help: string, details: Readonly<Record<string, unknown>> = {}): Failure =>
  new Failure('misconfigured', code, message, { ...details, help });

export const privilegesMissing = (user: string, missing: readonly string[]): Failure =>
  misconfigured(
    'setup.privilegesMissing',
    `The user ${user} lacks these privileges in Sales: ${[...missing].join(', ')}.`,
    'Import the solution again, which sets its roles right, or add the privileges to a role of the user.',
    { user, missing },
  );

export const solutionMissing = (): Failure =>
  misconfigured(
    'setup.solutionMissing',
    "Tandem's solution is not installed in Dynamics 365 Sales.",
    'Import the solution with an administrator account; it brings the columns, keys and roles that are needed.',
  );

export const solutionOutdated = (installed: string, needed: string): Failure =>
  misconfigured(
    'setup.solutionOutdated',
    `Tandem's solution in Sales has version ${installed}; this version of Tandem needs ${needed} or newer.`,
    'Import the solution again with an administrator account.',
    { installed, needed },
  );

export const extensionOutdated = (installed: string, needed: string): Failure =>
  misconfigured(
    'setup.extensionOutdated',
    `Tandem's companion extension has version ${installed}; this version of Tandem needs ${needed} or newer.`,
    'Install the newer version of the extension in this environment.',
    { installed, needed },
  );

export const changeTrackingOff = (tables: readonly string[]): Failure =>
  misconfigured(
    'setup.changeTrackingOff',
    `Change tracking is switched off in Sales for: ${[...tables].join(', ')}.`,
    'Switch on "Track changes" for these tables in Sales.',
    { tables },
  );

export const webhooksMissing = (tables: readonly string[]): Failure =>
  misconfigured(
    'setup.webhooksMissing',
    `Sales has no web hooks that would tell of changes to: ${[...tables].join(', ')}. Changes are found by polling.`,
    'Import the solution again, which registers them.',
    { tables },
  );

export const versionWarning = (version: string): Failure =>
  misconfigured(
    'setup.versionWarning',
    `Dynamics 365 Sales has version ${version}, which might not work.`,
    'Use version 9, or any version later than 6 other than 7.1.',
    { version },
  );

export const orderIntegrationOff = (): Failure =>
  misconfigured(
    'setup.orderIntegrationOff',
    'Orders shall be handed over, but the Sales organisation is not set to integrate its sales orders.',
    'Enable the connection, again where it is enabled already: that switches on the sales order integration of the organisation (issopintegrationenabled).',
  );

export const orderConfirm = (): Failure =>
  new Failure(
    'blocked',
    'setup.orderConfirm',
    'With the sales order integration Dynamics 365 Sales leaves orders and invoices to Business Central, for everybody.',
    {
      help: 'Send confirm: true to turn it on; without it nothing changes.',
    },
  );

export const secretExpires = (what: string, on: string): Failure =>
  misconfigured(
    'setup.secretExpires',
    `The ${what} expires on ${on}.`,
    'Create a new one in the app registration and enter it here before that day; nothing needs a restart.',
    { expiresAt: on },
  );

export const secretExpired = (what: string, on: string): Failure =>
  misconfigured(
    'setup.secretExpired',
    `The ${what} has expired on ${on}.`,
    'Create a new one in the app registration and enter it here with its date.',
    { expiresAt: on },
  );

export const environmentChanged = (system: string, known: string, found: string): Failure =>
  misconfigured(
    'connection.environmentChanged',
    `${system} is ${found} now; the connection and its couplings belong to ${known}.`,
    'This may be a copy: correct the address, or make a connection for the copy. Only where it takes the place of the first for good, accept the environment.',
    { known, found },
  );

export const autoDisabled = (said: string): Failure =>
  misconfigured(
    'setup.autoDisabled',
    `The integration user may not create records in Sales, so the connection has been disabled: ${said}`,
    'Give the user the roles of the integration again, then enable the connection.',
  );

export const submittedOrders = (count: number): Failure =>
  new Failure(
    'blocked',
    'setup.submittedOrders',
    `Sales holds ${count} submitted ${count === 1 ? 'order' : 'orders'} that nobody would take over any more.`,
    {
      count,
      help: 'Let the submitted orders be taken over, or cancel them in Sales; then turn the sales order integration off.',
    },
  );
