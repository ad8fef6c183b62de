import { isOlder, seenAt, SolutionImport } from './solution-import';

const at = (time: string): Date => new Date(`2026-05-01T${time}Z`);

describe('an import of the solution', () => {
  const running: SolutionImport = {
    connectionId: '11111111-1111-4111-8111-111111111111',
    state: 'running',
    percent: 40,
    version: '0.1.0.0',
    needed: true,
    assignedRoles: [],
    startedAt: at('10:00:00'),
    changedAt: at('10:01:00'),
  };

  it('runs as long as somebody follows it', () => expect(seenAt(at('10:01:59'), running)).toBe(running));

  it('has been interrupted when nobody has followed it for a minute', () => {
    expect(seenAt(at('10:02:01'), running)).toMatchObject({
      state: 'failed',
      percent: 40,
      problem: { code: 'setup.importInterrupted', help: expect.stringContaining('import again') },
    });
  });

  it('that has ended stays as it ended', () => {
    const ended: SolutionImport = { ...running, state: 'succeeded' };
    expect(seenAt(at('23:00:00'), ended)).toBe(ended);
  });
});

describe('a version of a solution', () => {
  it.each([
    ['0.9.0.0', '0.10.0.0'],
    ['1.0.0.0', '1.0.0.1'],
    ['1.9.9.9', '2.0.0.0'],
  ])('%s is older than %s, not the other way round', (older, newer) => {
    expect(isOlder(older, newer)).toBe(true);
    expect(isOlder(newer, older)).toBe(false);
  });

  it('is not older than itself', () => expect(isOlder('1.2.3.0', '1.2.3.0')).toBe(false));
});
