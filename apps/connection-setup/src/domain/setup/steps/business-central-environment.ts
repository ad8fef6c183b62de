import { absent, SetupStep } from '../setup-step';

/** Where the Business Central environment is. */
export const businessCentralEnvironment: SetupStep = {
  key: 'business-central-environment',
  title: 'Environment of Business Central',
  explanation: 'The root of the environment, without /api and what follows; the company is chosen from a list once Tandem can sign in.',
  asks: { 'businessCentral.url': 'Root of the environment, https://api.businesscentral.dynamics.com/v2.0/{tenant}/{environment}' },
  waitsFor: [],
  missing: ({ businessCentral }) => absent(['businessCentral.url', businessCentral.url]),
  checks: ['addresses'],
  confirmedBy: 'draft',
};
