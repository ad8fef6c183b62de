import { hasFailed } from '../findings-of-step';
import { SetupStep } from '../setup-step';
import { credentials } from './credentials';

/** Which company takes part; where the environment has one only, that one. */
export const company: SetupStep = {
  key: 'company',
  title: 'Company of Business Central',
  explanation: 'One connection is for one company; the companies of the environment are listed as choices.',
  asks: {
    'businessCentral.companyName': 'Name of the company',
    'businessCentral.companyId': 'Or its SystemId',
  },
  waitsFor: [credentials],
  missing: ({ businessCentral: { companyId, companyName } }, findings) =>
    companyId || companyName || !hasFailed(findings.filter(({ check }) => check === 'company')) ? [] : ['businessCentral.companyName'],
  checks: ['company', 'businessCentralEnvironment', 'companionExtension'],
  confirmedBy: 'draft',
};
