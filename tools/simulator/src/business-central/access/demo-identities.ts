/** The identities that a fresh simulator knows: the integration's application, and an on-premises user. For local use only. */
import type { AppRegistration } from '../../service/entra/app-registrations';
import type { WebServiceUser } from './access';

export const integrationApplication: AppRegistration = {
  clientId: '5e0c1a7d-94b2-4f3e-8a61-2b7c9d0e4f15',
  name: 'Tandem integration (Business Central)',
  secrets: [{ value: 'simulated-business-central-secret' }],
};

export const permissionSets = ['D365 BUS FULL ACCESS', 'TANDEM INTEGRATION'];

export const webServiceUser: { name: string } & WebServiceUser = {
  name: 'TANDEM',
  accessKey: 'c2ltdWxhdGVkLXdlYi1zZXJ2aWNlcy1hY2Nlc3Mta2U=',
};
