import { SetupStep } from '../setup-step';
import { solutionImport } from './solution-import';

/** The account of the integration in Sales: found, enabled, licensed, with the roles it needs and no more. */
export const integrationUser: SetupStep = {
  key: 'integration-user',
  title: 'Integration user',
  explanation:
    'The user must be found, enabled and licensed (an app registration needs no licence), hold the two roles of the integration and not be System Administrator. Where roles are missing, take the step solution-import: it assigns them.',
  waitsFor: [solutionImport],
  checks: ['salesUser', 'salesRoles', 'salesPrivileges'],
  confirmedBy: 'nothing',
};
