import { readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { docstringsIn, sourcesIn } from '../../testing/docstrings.fixture';

const file = join(__dirname, 'descriptions.json');
/** What services say to each other without anybody seeing it over REST. */
const betweenServices = ['connection-access.ts', 'contract.ts', 'coupling.ts', 'dry-run.ts', 'records.ts', 'sealed.ts'];

/** After changing a docstring: `UPDATE_GOLDEN=1 npx nx test gateway`. */
it('the descriptions in the OpenAPI document are the docstrings of the classes', () => {
  const contracts = sourcesIn(join(__dirname, '../../../../../libs/contracts/src')).filter(
    (path) => !betweenServices.includes(basename(path)),
  );
  const bodies = sourcesIn(join(__dirname, '../routes')).filter((path) => !path.endsWith('.controller.ts'));
  const present = docstringsIn([...contracts, ...bodies, join(__dirname, '../http/problem.ts')]);
  if (process.env['UPDATE_GOLDEN']) writeFileSync(file, `${JSON.stringify(present, undefined, 2)}\n`);
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(present);
});
