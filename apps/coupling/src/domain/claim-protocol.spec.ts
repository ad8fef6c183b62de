/** The claim protocol explored exhaustively: every state that two workers, both directions, pages of ids, failures and people can bring one customer into. */
import { Exploration, explore } from './exploration/explore';
import { allRules, Rules, without } from './exploration/rules';
import { coupledCustomer, Disturbance, newCustomer, Scenario, World } from './exploration/world';

const everyKind: readonly Disturbance[] = ['crash', 'lostReply', 'expiry', 'lateSend', 'edit', 'deletion', 'coupling', 'request'];
const patience = 300_000;

function tell(what: string, { states, atRest }: Exploration): void {
  process.stdout.write(`claim protocol: ${what}: ${states} states, ${atRest} of them at rest\n`);
}

describe('with every rule in force', () => {
  const scenarios: [what: string, scenario: Scenario][] = [
    ['a new customer, ids of our own, any two disturbances', { start: newCustomer, identity: 'callerId', kinds: everyKind, most: 2 }],
    ['a new customer, ids of the service, any two disturbances', { start: newCustomer, identity: 'server', kinds: everyKind, most: 2 }],
    ['a coupled customer, any three disturbances', { start: coupledCustomer, identity: 'callerId', kinds: everyKind, most: 3 }],
  ];
  it.each(scenarios)(
    '%s: nothing is lost, doubled, deleted or echoed, and everything comes to rest',
    (what, scenario) => {
      const exploration = explore({ rules: allRules, scenario });
      tell(what, exploration);
      expect(exploration.violation).toBeNull();
      expect(exploration.atRest).toBeGreaterThan(10);
    },
    patience,
  );
});

describe('with one rule switched off', () => {
  type Search = { readonly identity?: Scenario['identity']; readonly start?: World; readonly kinds: readonly Disturbance[] };
  const failures: readonly Disturbance[] = ['crash', 'lostReply', 'expiry', 'lateSend'];
  const searches: [rule: keyof Rules, search: Search, broken: string][] = [
    ['reportsCarryTheToken', { identity: 'server', kinds: ['lateSend', 'edit'] }, 'I5'],
    ['confirmUnderTheVersionRead', { kinds: ['lostReply', 'deletion'] }, 'I1'],
    ['updatesCarryTheEtag', { kinds: ['edit', 'request'] }, 'I5'],
    ['creationsOnlyCreate', { kinds: [...failures, 'edit'] }, 'I3'],
    ['readAgainWhatChangedSinceTheNote', { kinds: ['lostReply', 'edit'] }, 'I5'],
    ['noteBeforeReading', { kinds: ['lostReply', 'edit'] }, 'I5'],
    ['readsAreFresh', { kinds: ['edit'] }, 'I1'],
    ['claimsAreHeld', { identity: 'server', kinds: ['request'] }, 'I2'],
    ['writeWithinTheLease', { identity: 'server', kinds: ['expiry'] }, 'I2'],
    ['claimedValuesStay', { kinds: [...failures, 'edit'] }, 'I3'],
    ['readBeforeCreatingAgain', { identity: 'server', kinds: failures }, 'I2'],
    ['claimBeforeCreatingAgain', { kinds: [...failures, 'deletion'] }, 'I2'],
    ['idsStayKnown', { kinds: [...failures, 'deletion'] }, 'I2'],
    ['onlyTheHolderReleases', { kinds: ['deletion'] }, 'I2'],
    ['readBeforeReleasing', { kinds: [...failures, 'deletion'] }, 'I2'],
    ['correlationCounts', { identity: 'server', kinds: failures }, 'I2'],
    ['adoptionDecides', { kinds: ['lostReply', 'edit'] }, 'I1'],
    ['staleBecomesDue', { kinds: ['deletion'] }, 'I1'],
  ];

  it('every rule is tried', () => {
    expect(searches.map(([rule]) => rule).sort()).toEqual(Object.keys(allRules).sort());
  });

  it.each(searches)(
    '%s: the exploration finds what the rule was for',
    (rule, { identity = 'callerId', start = newCustomer, kinds }, broken) => {
      const { violation } = explore({ rules: without(rule), scenario: { start, identity, kinds, most: 2 } });
      expect(violation?.broken).toContain(broken);
    },
    patience,
  );
});
