import { SetupStep } from '../setup-step';
import { credentials } from './credentials';
import { experience } from './experience';

/** Tandem's solution in Sales, imported by an administrator; nothing to do where the right version is there. */
export const solutionImport: SetupStep = {
  key: 'solution-import',
  title: 'Solution in Dynamics 365 Sales',
  explanation:
    "An administrator (System Administrator and System Customizer) signs in for this once and is kept nowhere. The solution brings keys, columns and roles; Tandem then gives the roles to the connection's accounts.",
  waitsFor: [credentials, experience],
  checks: ['salesSolution'],
  confirmedBy: 'administrator',
  work: 'solutionImport',
  isSkippedWhenPassed: true,
};
