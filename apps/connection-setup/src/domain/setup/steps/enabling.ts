import { checks } from '../../findings';
import { SetupStep } from '../setup-step';
import { dryRun } from './dry-run';

/** From here on the connection may run. */
export const enabling: SetupStep = {
  key: 'enable',
  title: 'Enable the connection',
  explanation: 'Every check is run once more; where all pass, the connection may run.',
  waitsFor: [dryRun],
  checks: Object.values(checks).flat(),
  confirmedBy: 'checks',
  work: 'enabling',
};
