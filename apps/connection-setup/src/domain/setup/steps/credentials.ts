import { missingParts, sides } from '../../sign-in';
import { heldSecrets, SetupStep } from '../setup-step';
import { businessCentralEnvironment } from './business-central-environment';
import { salesAddress } from './sales-address';

/** How Tandem signs in to both systems from then on: the integration user. */
export const credentials: SetupStep = {
  key: 'credentials',
  title: 'Accounts of the integration',
  explanation:
    'A dedicated account in each system, not a person: an app registration of Microsoft Entra ID, or on-premises a user with password or web services access key.',
  asks: {
    'sales.tenantId': 'Entra tenant, a GUID or a domain',
    'sales.authority': 'Root of the token endpoint, where it is not https://login.microsoftonline.com',
    'sales.clientId': 'Client id of the app registration',
    'sales.clientSecret': 'Its client secret',
    'sales.secretExpiresAt': 'When the client secret ends, so that Tandem can warn in time',
    'sales.certificate': 'Instead of a secret: certificate and private key as PEM',
    'sales.username': 'On-premises: DOMAIN\\user or user@domain',
    'sales.password': 'On-premises: the password',
    'businessCentral.tenantId': 'Entra tenant, a GUID or a domain',
    'businessCentral.authority': 'Root of the token endpoint, where it is not https://login.microsoftonline.com',
    'businessCentral.clientId': 'Client id of the app registration',
    'businessCentral.clientSecret': 'Its client secret',
    'businessCentral.secretExpiresAt': 'When the client secret ends, so that Tandem can warn in time',
    'businessCentral.certificate': 'Instead of a secret: certificate and private key as PEM',
    'businessCentral.username': 'On-premises: the name of the user',
    'businessCentral.password': 'On-premises: the password, where there is no access key',
    'businessCentral.accessKey': 'On-premises: the web services access key of the user',
  },
  waitsFor: [salesAddress, businessCentralEnvironment],
  missing: (connection) => sides.flatMap((side) => missingParts(side, connection[side], heldSecrets(connection))),
  checks: ['details', 'credentials', 'salesToken', 'salesAnswers', 'businessCentralToken', 'businessCentralAnswers'],
  confirmedBy: 'draft',
};
