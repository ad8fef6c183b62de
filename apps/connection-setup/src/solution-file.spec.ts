import { importSolution } from '@tandem/contracts/solution-import';
import { BothSystems } from './both-systems.fixture';

describe('a service without its solution package', () => {
  let systems: BothSystems;

  beforeAll(async () => {
    systems = await BothSystems.start({ TANDEM_SOLUTION_FILE: '/nowhere/tandem.zip' });
  });
  afterAll(() => systems.stop());

  it('an import without a package is refused before anything is sent', async () => {
    await systems.sales.control('POST', 'reset', { sample: false, solution: false });
    const connection = await systems.create();
    const administrator = await systems.running.sealed(await systems.sales.account('Sales Administrator'));
    await expect(systems.running.bus.ask(importSolution, { connectionId: connection.id, administrator })).rejects.toMatchObject({
      kind: 'misconfigured',
      code: 'setup.solutionFileMissing',
      message: expect.stringContaining('/nowhere/tandem.zip'),
      details: { help: expect.stringMatching(/^[A-Z].+\.$/) },
    });
    const { rows } = await systems.sales.control<{ rows: object[] }>('GET', 'rows/asyncoperation');
    expect(rows).toEqual([]);
    expect(await systems.read(connection.id)).toEqual(connection);
  });
});
