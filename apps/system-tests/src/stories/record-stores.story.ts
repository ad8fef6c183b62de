/** The two record stores keep the promises of their port, against both systems as they run. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { demoConnection } from '../../../../tools/local/src/demo-connection';
import { stage } from '../stage/on-stage';
import { Scene } from '../stage/scene';

interface Account {
  readonly url: string;
  readonly authority: string;
  readonly tenantId: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

/** As `libs/connectors/src/testing/connection-from-environment.ts` names them. */
const variables = (prefix: string, { url, authority, tenantId, clientId, clientSecret }: Account): Record<string, string> => ({
  [`${prefix}_URL`]: url,
  [`${prefix}_AUTHORITY`]: authority,
  [`${prefix}_TENANT`]: tenantId,
  [`${prefix}_CLIENT_ID`]: clientId,
  [`${prefix}_CLIENT_SECRET`]: clientSecret,
});

interface Outcome {
  readonly success: boolean;
  readonly numPassedTests: number;
  readonly testResults: readonly { readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[] }[];
}

const runTests = ['--experimental-vm-modules', '--no-warnings', 'node_modules/jest/bin/jest.js'];

describe('both record stores', () => {
  it('keep every promise of the port', async () => {
    const scene = await Scene.open(stage());
    const { facts } = await scene.rest.send<{ facts: { companyId: string } }>('GET', scene.path(''));
    await scene.close();
    const accounts = (await demoConnection(stage().stack.simulators)) as { sales: Account; businessCentral: Account };
    const environment = {
      ...process.env,
      ...variables('SALES', accounts.sales),
      ...variables('BUSINESS_CENTRAL', accounts.businessCentral),
      BUSINESS_CENTRAL_COMPANY: facts.companyId,
    };
    const command = [...runTests, '-c', 'libs/connectors/jest.integration.cjs', '--json', '--runInBand'];
    const { stdout } = await promisify(execFile)(process.execPath, command, { env: environment, maxBuffer: 1 << 26 }).catch(
      (failed: { stdout: string }) => failed,
    );
    const { success, numPassedTests, testResults } = JSON.parse(stdout) as Outcome;
    const broken = testResults.flatMap(({ assertionResults }) => assertionResults).filter(({ status }) => status !== 'passed');
    expect(broken.map(({ fullName }) => fullName)).toEqual([]);
    expect([success, numPassedTests > 20]).toEqual([true, true]);
  });
});
