import { knownRoles, mayAct, roles } from './role';

describe('roles', () => {
  it.each([
    ['viewer', ['viewer']],
    ['operator', ['viewer', 'operator']],
    ['mapper', ['viewer', 'mapper']],
    ['admin', ['viewer', 'operator', 'mapper', 'admin', 'auditor']],
    ['auditor', ['viewer', 'auditor']],
  ] as const)('a %s may do what is asked of %j', (held, may) => {
    expect(roles.filter((asked) => mayAct([held], [asked]))).toEqual(may);
  });

  it('add up', () => {
    expect(mayAct(['mapper', 'operator'], ['operator'])).toBe(true);
    expect(mayAct([], ['viewer'])).toBe(false);
    expect(mayAct(['admin'], [])).toBe(false);
  });

  it('from outside count only where they are known', () => {
    expect(knownRoles(['emperor', 'admin', 7])).toEqual(['admin']);
  });
});
