import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newContract } from './new/contract';
import { newMapping } from './new/mapping';
import { newUseCase } from './new/use-case';

const workspace = join(__dirname, '..', '..', '..');
const copied = ['libs', 'apps', 'tsconfig.json', 'tsconfig.base.json', '.prettierrc.json', 'package.json'];

describe('what is generated', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'tandem-generators-'));
    for (const path of copied) cpSync(join(workspace, path), join(root, path), { recursive: true });
    symlinkSync(join(workspace, 'node_modules'), join(root, 'node_modules'));
  });
  afterEach(() => rmSync(root, { recursive: true }));

  /** What the compiler says of these files and all that they import. */
  function typesOf(files: readonly string[]): string {
    writeFileSync(join(root, 'tsconfig.generated.json'), JSON.stringify({ extends: './tsconfig.json', include: [], files }));
    const compiler = join(workspace, 'node_modules', '@typescript', 'native', 'bin', 'tsc');
    return spawnSync(process.execPath, [compiler, '-p', join(root, 'tsconfig.generated.json')], { encoding: 'utf8' }).stdout;
  }

  it('a mapping compiles and stands in the table of contents', async () => {
    const files = await newMapping(root, { name: 'SHIPPING-ACCOUNT', businessCentral: 'vendors', sales: 'contacts' });
    expect(files).toEqual(['libs/domain/src/catalogue/shipping-account.ts', 'libs/domain/src/catalogue/index.ts']);
    expect(typesOf(files)).toBe('');
    const contents = readFileSync(join(root, files[1]!), 'utf8');
    expect(contents).toMatch(
      /import \{ shipmentMethod \}.*\nimport \{ shippingAccount \} from '\.\/shipping-account';\nimport \{ shippingAgent \}/,
    );
    expect(contents).toMatch(/contact,\s+shippingAccount,?\s+\];/);
  });

  it('a use case compiles, asks its port, and comes with its test', async () => {
    const wish = {
      service: 'coupling',
      name: 'forget-tombstones',
      port: 'Couplings',
      does: 'Forgets tombstones that nobody needs any more.',
    };
    const files = await newUseCase(root, wish);
    expect(files).toEqual(['apps/coupling/src/use-cases/forget-tombstones.ts', 'apps/coupling/src/use-cases/forget-tombstones.spec.ts']);
    expect(typesOf(files)).toBe('');
    const [useCase = '', spec = ''] = files.map((file) => readFileSync(join(root, file), 'utf8'));
    expect(useCase).toContain(`import { Couplings } from '../domain/couplings';`);
    expect(useCase).toContain('/** Forgets tombstones that nobody needs any more. */\nexport class ForgetTombstones {');
    expect(spec).toContain(`describe('Forgets tombstones that nobody needs any more.'`);
  });

  it('a contract compiles and has the subject of its context', async () => {
    const files = await newContract(root, { context: 'coupling', name: 'forget-tombstones', does: 'Forgets tombstones.' });
    expect(typesOf(files)).toBe('');
    expect(readFileSync(join(root, files[0]!), 'utf8')).toContain(`request('coupling.v1.forget-tombstones', {`);
  });

  it('nothing that exists is overwritten', async () => {
    await expect(newMapping(root, { name: 'CUSTOMER', businessCentral: 'customers', sales: 'accounts' })).rejects.toThrow('exists already');
  });

  it.each([
    ['a table', () => newMapping(root, { name: 'X', businessCentral: 'nonsense', sales: 'accounts' }), 'declared are customers'],
    ['a port', () => newUseCase(root, { service: 'coupling', name: 'x', port: 'Nonsense', does: '' }), 'declares no port Nonsense'],
    ['a service', () => newUseCase(root, { service: 'nonsense', name: 'x', port: 'X', does: '' }), 'no service nonsense'],
    ['a context', () => newContract(root, { context: 'No Context', name: 'x', does: '' }), 'is no context'],
  ])('%s that does not exist is told', async (_what, generate, message) => {
    await expect(generate()).rejects.toThrow(message);
  });
});
