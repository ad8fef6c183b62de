import { SetupStep } from '../setup-step';
import { integrationUser } from './integration-user';

/** Whether orders are handed over, and the account that does it where it is another than the integration user. */
export const salesOrderUser: SetupStep = {
  key: 'sales-order-user',
  title: 'Sales orders and their user',
  explanation:
    'Choose whether sales orders are integrated. The account that hands them over is the integration user, or another one for which the same holds; once it is confirmed, its roles are assigned by taking the step solution-import again.',
  asks: {
    'options.salesOrderIntegration': 'off, legacy (submitted orders are handed over once) or bidirectional',
    'options.autoCreateSalesOrders': 'true: submitted orders become orders in Business Central by themselves',
    'options.writeInProduct': 'Number of the item or resource that stands for write-in products',
    'options.freightAccount': 'Number of the ledger account that freight amounts go to',
    'salesOrderUser.tenantId': 'Entra tenant, where it is not that of Sales',
    'salesOrderUser.authority': 'Root of the token endpoint, where it is not that of Sales',
    'salesOrderUser.clientId': 'Client id of another app registration',
    'salesOrderUser.clientSecret': 'Its client secret',
    'salesOrderUser.secretExpiresAt': 'When the client secret ends',
    'salesOrderUser.certificate': 'Instead of a secret: certificate and private key as PEM',
    'salesOrderUser.username': 'On-premises: DOMAIN\\user or user@domain',
    'salesOrderUser.password': 'On-premises: the password',
  },
  waitsFor: [integrationUser],
  isNeeded: ({ options }) => options.salesOrderIntegration !== 'off',
  checks: ['salesOrderUser', 'organizationSettings'],
  putRightLater: ['setup.noRoles', 'setup.missingBCRoles'],
  confirmedBy: 'draft',
};
