import type { AppRegistration } from '../../service/entra/app-registrations';

/** The applications that a fresh Dataverse simulator knows. The secrets protect nothing: they exist on the simulator only. */

/** Runs the synchronisation; holds both integration roles. */
export const integrationApplication: AppRegistration = {
  clientId: '11111111-1111-4111-8111-111111111111',
  name: 'Tandem Integration',
  secrets: [{ value: 'simulated-integration-secret' }],
};

/** Used once, for set-up. */
export const administratorApplication: AppRegistration = {
  clientId: '22222222-2222-4222-8222-222222222222',
  name: 'Sales Administrator',
  secrets: [{ value: 'simulated-administrator-secret' }],
};

/** A user without any role. */
export const rolelessApplication: AppRegistration = {
  clientId: '33333333-3333-4333-8333-333333333333',
  name: 'User Without Role',
  secrets: [{ value: 'simulated-roleless-secret' }],
};

/** Has both integration roles, but is System Administrator as well, which an integration user must not be. */
export const mightyApplication: AppRegistration = {
  clientId: '44444444-4444-4444-8444-444444444444',
  name: 'Integration User With Too Many Rights',
  secrets: [{ value: 'simulated-mighty-secret' }],
};

/** Registered in Entra, unknown to the organisation. */
export const strangerApplication: AppRegistration = {
  clientId: '55555555-5555-4555-8555-555555555555',
  name: 'Not a User Here',
  secrets: [{ value: 'simulated-stranger-secret' }],
};

/** A user who is disabled. */
export const disabledApplication: AppRegistration = {
  clientId: '66666666-6666-4666-8666-666666666666',
  name: 'Disabled User',
  secrets: [{ value: 'simulated-disabled-secret' }],
};

/** Reads accounts and contacts of its own only: no organisation-level read, so no change tracking. */
export const ownRowsApplication: AppRegistration = {
  clientId: '77777777-7777-4777-8777-777777777777',
  name: 'Reads Own Rows',
  secrets: [{ value: 'simulated-own-rows-secret' }],
};

export const demoRegistrations: readonly AppRegistration[] = [
  integrationApplication,
  administratorApplication,
  rolelessApplication,
  mightyApplication,
  strangerApplication,
  disabledApplication,
  ownRowsApplication,
];
