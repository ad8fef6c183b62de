import { SetupStep } from '../setup-step';
import { integrationUser } from './integration-user';

/** What is synchronised, and whose the rows in Sales are. */
export const choiceOfMappings: SetupStep = {
  key: 'choice-of-mappings',
  title: 'Mappings to synchronise',
  explanation:
    'Which mappings take part, who owns rows in Sales, how units and prices are kept. What is left out has its default: everything.',
  asks: {
    'options.mappings': 'Names of the mappings that take part (CUSTOMER); absent: all',
    'options.ownership': 'person (the user coupled with the salesperson owns rows) or team',
    'options.owningTeamId':
      'With team: the owning team; absent: one of the company itself, which solution-import makes when it is confirmed once more, else the default team',
    'options.unitGroupMapping': 'true: unit groups are synchronised; false: units alone',
    'options.priceModel': 'extended (price lists) or classic (customer price groups)',
    'options.defaultPriceListName': 'Price list of products without one',
    'options.multiCompany': 'true: several companies share the Sales organisation',
    'options.autoProcessQuotes': 'true: quotes are processed by themselves',
    'options.businessCentralWebUrl': "Root of links into Business Central's web client",
  },
  waitsFor: [integrationUser],
  checks: ['changeTracking', 'changeNotifications', 'owningTeam', 'currencies'],
  confirmedBy: 'draft',
  hasDefaults: true,
};
