import { SetupStep } from '../setup-step';
import { salespeople } from './salespeople';
import { survey } from './survey';

/** The full synchronisation as it would be, without a write to either system. */
export const dryRun: SetupStep = {
  key: 'dry-run',
  title: 'Dry run',
  explanation:
    'The whole synchronisation is carried out without writing to either system. Its counters and issues are those of the real run.',
  waitsFor: [salespeople, survey],
  isNeeded: ({ enabled }) => !enabled,
  checks: [],
  confirmedBy: 'result',
  work: 'dryRun',
  isPreview: true,
};
