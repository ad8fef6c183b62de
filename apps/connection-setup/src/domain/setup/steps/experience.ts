import { SetupStep } from '../setup-step';
import { company } from './company';

/** Whether the company is licensed for an integration: below Suite it is not. */
export const experience: SetupStep = {
  key: 'experience',
  title: 'Experience of the company',
  explanation: 'The experience of the company must be Suite or higher, which Essential and Premium include; there is nothing to enter.',
  waitsFor: [company],
  checks: ['experience'],
  confirmedBy: 'nothing',
};
