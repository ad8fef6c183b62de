import { Finding } from '../findings';
import { findingsOf, hasFailed, isHeldUp } from './findings-of-step';
import { credentials } from './steps/credentials';
import { integrationUser } from './steps/integration-user';
import { salesOrderUser } from './steps/sales-order-user';

const turnedAway = (code: string): Finding[] => [
  { check: 'salesToken', side: 'sales', state: 'passed' },
  { check: 'salesAnswers', side: 'sales', state: 'failed', code, cause: 'Sales lets nobody in like this.' },
  { check: 'salesUser', side: 'sales', state: 'notChecked' },
  { check: 'salesRoles', side: 'sales', state: 'notChecked' },
];

describe('an account that Sales turns away', () => {
  it.each([
    ['setup.noRoles', 'salesRoles'],
    ['setup.userNotFound', 'salesUser'],
    ['setup.userNotActive', 'salesUser'],
  ])('because of %s has signed in rightly: that is about the user', (code, check) => {
    const findings = turnedAway(code);
    expect(hasFailed(findingsOf(credentials, findings))).toBe(false);
    expect(findingsOf(integrationUser, findings).filter(({ state }) => state === 'failed')).toMatchObject([{ check, code }]);
  });

  it('because of its password has not', () => {
    expect(hasFailed(findingsOf(credentials, turnedAway('setup.connectionFailed')))).toBe(true);
    expect(hasFailed(findingsOf(integrationUser, turnedAway('setup.connectionFailed')))).toBe(false);
  });
});

describe('an account whose roles are assigned only after it is confirmed', () => {
  const missing = (code: string): Finding[] => [{ check: 'salesOrderUser', state: 'failed', code }];

  it('is not held up by the roles it lacks, but by everything else', () => {
    expect(isHeldUp(salesOrderUser, missing('setup.noRoles'))).toBe(false);
    expect(isHeldUp(salesOrderUser, missing('setup.userIsAdmin'))).toBe(true);
  });
});
