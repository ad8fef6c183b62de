import { Clock } from '@tandem/domain/clock';
import { Failure } from '@tandem/domain/failure';
import { newConnection } from '../domain/connection';
import { ImportProgress, SalesAdministration } from '../domain/sales-administration';
import { SolutionImport, SolutionImports } from '../domain/solution-import';
import { FollowSolutionImport } from './follow-solution-import';

const begin = new Date('2026-05-01T10:00:00Z');
const connection = newConnection('11111111-1111-4111-8111-111111111111', 'Contoso', begin);
const known: SolutionImport = {
  connectionId: connection.id,
  state: 'running',
  percent: 0,
  version: '0.1.0.0',
  needed: true,
  assignedRoles: [],
  startedAt: begin,
  changedAt: begin,
};

class KeptImports extends SolutionImports {
  readonly saved: SolutionImport[] = [];
  find = () => Promise.resolve(this.saved.at(-1));
  begin = () => Promise.resolve(true);
  save = (changed: SolutionImport) => Promise.resolve(void this.saved.push(changed));
}

/** Sales in the moments that a running system shows too rarely. */
class Sales extends SalesAdministration {
  published = false;

  constructor(private readonly answers: (ImportProgress | Failure)[]) {
    super();
  }

  ownRoles = () => Promise.resolve([]);
  installedVersion = () => Promise.resolve(undefined);
  begin = () => Promise.resolve({ operationId: '', jobId: '' });
  publish = () => Promise.resolve(void (this.published = true));
  assignRoles = () => Promise.resolve();
  ownerTeamOf = () => Promise.resolve('');
  progress = () => {
    const answer = this.answers.shift() ?? ({ kind: 'running', percent: 50 } as const);
    return answer instanceof Failure ? Promise.reject(answer) : Promise.resolve(answer);
  };
}

/** Follows an import in a world where it is this late. */
async function followed(sales: Sales, now: Date): Promise<SolutionImport | undefined> {
  const imports = new KeptImports();
  const clock: Clock = { now: () => now };
  const started = { operationId: 'operation', jobId: 'job' };
  await new FollowSolutionImport({ imports, clock, separate: { run: () => Promise.resolve() } }).run({
    known,
    connection,
    administration: sales,
    started,
  });
  return imports.saved.at(-1);
}

describe('following an import of the solution', () => {
  it('a hiccup between two looks says nothing about the import', async () => {
    const sales = new Sales([new Failure('transient', 'service.unavailable', 'Busy.'), { kind: 'succeeded' }]);
    expect(await followed(sales, begin)).toMatchObject({ state: 'succeeded', percent: 100 });
    expect(sales.published).toBe(true);
  });

  it('what Sales says when it gives up is the reason', async () => {
    const failure = new Failure('misconfigured', 'solution.importFailed', 'A dependency is missing.');
    expect(await followed(new Sales([{ kind: 'failed', failure }]), begin)).toMatchObject({
      state: 'failed',
      problem: { code: 'setup.solutionFailed', message: expect.stringContaining('A dependency is missing.') },
    });
  });

  it('an account that loses its rights meanwhile ends it', async () => {
    const failure = new Failure('misconfigured', 'access.refused', 'The token was refused.');
    expect(await followed(new Sales([failure]), begin)).toMatchObject({ state: 'failed', problem: { code: 'setup.solutionFailed' } });
  });

  it('is given up after half an hour', async () => {
    const late = new Date(begin.getTime() + 30 * 60_000);
    expect(await followed(new Sales([]), late)).toMatchObject({ state: 'failed', problem: { code: 'setup.timeout' } });
  });
});
