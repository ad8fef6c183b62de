/** The identities that a fresh simulator knows: the integration's application, and an on-premises user. For local use only. */
import type { AppRegistration } from '../../service/entra/app-registrations';
import type { EntraApplication, WebServiceUser } from './access';

export const integrationApplication: AppRegistration = {
  clientId: '5e0c1a7d-94b2-4f3e-8a61-2b7c9d0e4f15',
  name: 'Tandem integration (Business Central)',
  secrets: [{ value: 'simulated-business-central-secret' }],
};

/** Known to Entra and enabled in Business Central, but without a permission set: 403. */
export const permissionlessApplication: AppRegistration = {
  clientId: '6a1d2b8e-05c3-4a4f-9b72-3c8d0e1f5a26',
  name: 'Without permission sets',
  secrets: [{ value: 'simulated-permissionless-secret' }],
};

/** Known to Entra, not entered in Business Central: 401. */
export const strangerApplication: AppRegistration = {
  clientId: '7b2e3c9f-16d4-4b5a-8c83-4d9e1f206b37',
  name: 'Not known to Business Central',
  secrets: [{ value: 'simulated-stranger-secret' }],
};

export const demoRegistrations: readonly AppRegistration[] = [integrationApplication, permissionlessApplication, strangerApplication];

/** What the page *Microsoft Entra Applications* of a fresh environment shows. */
export const demoApplications: ReadonlyArray<readonly [clientId: string, application: EntraApplication]> = [
  [integrationApplication.clientId, { state: 'Enabled', permissionSets: ['D365 BUS FULL ACCESS', 'TANDEM INTEGRATION'] }],
  [permissionlessApplication.clientId, { state: 'Enabled', permissionSets: [] }],
];

export const webServiceUser: { name: string } & WebServiceUser = {
  name: 'TANDEM',
  accessKey: 'c2ltdWxhdGVkLXdlYi1zZXJ2aWNlcy1hY2Nlc3Mta2U=',
};
