import { contextOf } from './context-for-test';
import { ownedByTheDefaultTeam as rule } from './owned-by-the-default-team';

describe('under Team ownership a row belongs to the default team', () => {
  it('the owner is the team', () => {
    expect(rule.complete({}, contextOf({ surroundings: { owningTeamId: 'team' } }))).toEqual({
      values: { ownerid: 'team' },
      lookupTables: { ownerid: 'teams' },
    });
  });
  it('under Person ownership the rule says nothing', () => {
    expect(rule.complete({}, contextOf())).toEqual({ values: {} });
  });
});
