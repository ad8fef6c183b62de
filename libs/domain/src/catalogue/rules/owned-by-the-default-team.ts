/** Under the ownership model Team every row belongs to the company's default team. */
import { CompleteRule, nothingToAdd } from '../../mapping/special-rule';

export const ownedByTheDefaultTeam: CompleteRule = {
  kind: 'complete',
  moment: 'always',
  name: 'under Team ownership a row belongs to the default team',
  direction: 'toSales',
  columns: ['ownerid'],
  complete(_source, { surroundings }) {
    if (surroundings.owningTeamId === null) return nothingToAdd;
    return { values: { ownerid: surroundings.owningTeamId }, lookupTables: { ownerid: 'teams' } };
  },
};
