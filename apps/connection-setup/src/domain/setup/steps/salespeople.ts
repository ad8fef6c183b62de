import { SetupStep } from '../setup-step';
import { choiceOfMappings } from './choice-of-mappings';
import { salesOrderUser } from './sales-order-user';
import { webServiceUser } from './web-service-user';

const mapping = 'SALESPEOPLE';

/** Salespeople and users of Sales are paired by e-mail before anything that they own. */
export const salespeople: SetupStep = {
  key: 'salespeople',
  title: 'Couple salespeople',
  explanation:
    'Salespeople are matched with users of Sales by e-mail address. The pairs are shown; nothing is coupled before you confirm them.',
  waitsFor: [choiceOfMappings, webServiceUser, salesOrderUser],
  isNeeded: ({ options }) => options.ownership === 'person' && (options.mappings?.includes(mapping) ?? true),
  checks: [],
  confirmedBy: 'result',
  work: 'matching',
  isPreview: true,
  mapping,
};
