/** The page about the set-up works as it is written: its commands are run one after the other in a shell. */
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { workspaceRoot } from '@tandem/platform/testing/workspace-root';
import type { ConnectionList } from '@tandem/contracts/connection';
import { stage } from '../stage/on-stage';

const page = readFileSync(join(workspaceRoot(), 'docs/setup.md'), 'utf8');
const commands = [...page.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, block]) => block ?? '');

describe('docs/setup.md', () => {
  const connections = async () => (await stage().rest.send<ConnectionList>('GET', '/connections')).items;

  afterAll(async () => {
    for (const { id, name } of await connections()) {
      if (name !== 'Contoso') continue;
      await stage().rest.ask('POST', `/connections/${id}/disable`, {});
      await stage().rest.ask('DELETE', `/connections/${id}`);
    }
  });

  it('leads from nothing to a full synchronisation, command by command', async () => {
    await Promise.all([stage().sales.reset({}, { solution: false }), stage().businessCentral.reset()]);
    expect(commands.length).toBeGreaterThan(8);
    const places = { TANDEM: stage().rest.url, TOKEN: stage().rest.token, SALES: stage().sales.url, CENTRAL: stage().businessCentral.url };
    const { stdout } = await promisify(execFile)('bash', ['-euo', 'pipefail', '-c', commands.join('\n')], {
      env: { ...process.env, ...places },
      timeout: 110_000,
    });
    expect(stdout).toContain(`${stage().sales.url}/main.aspx -> ${stage().sales.url}`);
    expect(stdout.trim().split('\n').at(-1)).toMatch(/^full-synchronisation: done; done; [1-9]\d* records/);
    expect((await connections()).find(({ name }) => name === 'Contoso')).toMatchObject({ enabled: true });
  });
});
