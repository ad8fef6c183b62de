import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FileSolutionPackages } from './file-solution-packages';

const built = join(__dirname, '../../../../dist/tools/sales-solution/tandem_salesintegration');

describe('the solution package of this version', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tandem-solution-'));
  const copy = join(folder, 'package');
  afterAll(() => rmSync(folder, { recursive: true }));

  it('is read with its name and version', async () => {
    const { uniqueName, version, archive } = await new FileSolutionPackages(`${built}.zip`).current();
    expect(uniqueName).toBe('tandem_salesintegration');
    expect(version).toMatch(/^\d+\.\d+\.\d+\.0$/);
    expect(Buffer.from(archive).toString('latin1', 0, 2)).toBe('PK');
  });

  it('is missing where nothing was built', async () => {
    const missing = new FileSolutionPackages(join(folder, 'nothing.zip')).current();
    await expect(missing).rejects.toMatchObject({ code: 'setup.solutionFileMissing', message: expect.stringContaining('nothing.zip') });
  });

  it('is not the one that was built where its bytes differ', async () => {
    copyFileSync(`${built}.json`, `${copy}.json`);
    writeFileSync(`${copy}.zip`, 'another archive');
    await expect(new FileSolutionPackages(`${copy}.zip`).current()).rejects.toMatchObject({ code: 'setup.solutionFileMissing' });
  });
});
