import { absent, heldSecrets, SetupStep } from '../setup-step';
import { credentials } from './credentials';

/** The user that item availability is read with; needed on-premises once availability is chosen. */
export const webServiceUser: SetupStep = {
  key: 'web-service-user',
  title: 'Item availability and its web-service user',
  explanation:
    'Choose whether salespeople see the availability of items. On-premises that takes a user of Business Central with a web services access key; online the app registration serves.',
  asks: {
    'options.itemAvailability': 'true: salespeople see the availability of items',
    'webService.username': 'User of Business Central',
    'webService.accessKey': 'Web services access key of the user',
  },
  waitsFor: [credentials],
  isNeeded: ({ options }) => options.itemAvailability,
  missing: (connection) =>
    connection.businessCentral.clientId
      ? []
      : absent(
          ['webService.username', connection.webService.username],
          ['webService.accessKey', heldSecrets(connection).has('webService.accessKey')],
        ),
  checks: ['webServiceUser'],
  confirmedBy: 'draft',
};
