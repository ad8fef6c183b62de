import { SetupStep } from '../setup-step';
import { choiceOfMappings } from './choice-of-mappings';

/** What both sides hold, and what is recommended for each mapping. */
export const survey: SetupStep = {
  key: 'survey',
  title: 'Survey and recommendation',
  explanation:
    'Counts both sides of every mapping, estimates how many records match and recommends: synchronise everything, couple first, or nothing to do.',
  waitsFor: [choiceOfMappings],
  isNeeded: ({ enabled }) => !enabled,
  checks: [],
  confirmedBy: 'result',
  work: 'survey',
  isPreview: true,
};
