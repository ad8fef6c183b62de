import { SetupStep } from '../setup-step';
import { enabling } from './enabling';

/** The first synchronisation of everything that was chosen. */
export const fullSynchronisation: SetupStep = {
  key: 'full-synchronisation',
  title: 'Full synchronisation',
  explanation: 'A plan with a line and a recommendation for each mapping is made and can be changed as a review; confirming starts it.',
  waitsFor: [enabling],
  checks: [],
  confirmedBy: 'result',
  work: 'fullSynchronisation',
};
