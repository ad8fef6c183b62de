/** An administrator signs in to import the solution: while that lasts the account is in memory, afterwards it is nowhere. */
import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SolutionImportView } from '@tandem/contracts/solution-import';
import { eventually } from '@tandem/platform/testing/eventually';
import { dumpOf } from '../stage/database-dump';
import { formsOf } from '../stage/leaks';
import { stage } from '../stage/on-stage';
import { patient } from '../stage/scene';

/** The services that the account passes through. */
const passed = ['gateway', 'connection-setup'] as const;

/** Sign-ins take so long, so that memory can be looked at meanwhile. */
const signInMs = 6_000;

/** A secret that nothing else in the platform can be confused with. */
const newSecret = (): string => `administrator-${randomBytes(16).toString('hex')}`;

describe("the administrator's account", () => {
  let path: string;
  let account: { clientId: string; clientSecret: string };
  const wrong = newSecret();

  beforeAll(async () => {
    await stage().sales.reset({}, { solution: false });
    const { clientId } = await stage().sales.application('Sales Administrator');
    account = { clientId, clientSecret: newSecret() };
    await stage().sales.setSecret('Sales Administrator', account.clientSecret);
    const sales = { url: stage().sales.url, tenantId: await stage().sales.tenantId(), authority: stage().sales.url };
    const { id } = await stage().rest.send<{ id: string }>('POST', '/connections', { name: 'Imported once', sales });
    path = `/connections/${id}`;
  });

  afterAll(async () => {
    await stage().sales.removeFault('slow-sign-in');
    await stage().rest.send('DELETE', path);
  });

  const forms = (): string[] => [account.clientSecret, wrong].flatMap(formsOf);
  const importing = (administrator: object) => stage().rest.ask('POST', `${path}/setup/solution-import`, administrator);
  const inMemory = async (): Promise<string[][]> => {
    const found: string[][] = [];
    for (const service of passed) found.push(await stage().memoryOf(service, (snapshot) => snapshot.finds(forms())));
    return found;
  };

  it('is found in memory while it signs in, in each service that it passes through', async () => {
    await stage().sales.slowDown('slow-sign-in', { operation: 'token' }, signInMs);
    for (const service of passed) {
      const before = await stage().sales.struck('slow-sign-in');
      const asked = importing(account);
      await eventually(async () => expect(await stage().sales.struck('slow-sign-in')).toBeGreaterThan(before), patient);
      expect(await stage().memoryOf(service, (snapshot) => snapshot.finds([account.clientSecret]))).toEqual([account.clientSecret]);
      await asked;
      await ended();
    }
  });

  const ended = () =>
    eventually(async () => {
      const { body } = await stage().rest.ask<SolutionImportView>('GET', `${path}/setup/solution-import`);
      return body.state !== 'running' && body;
    }, patient);

  it('is gone from memory when the import has ended, and so is one that was refused', async () => {
    await stage().sales.removeFault('slow-sign-in');
    expect((await importing({ ...account, clientSecret: wrong })).body).toMatchObject({ code: 'setup.adminCredentials' });
    expect((await importing(account)).status).toBe(202);
    expect(await ended()).toMatchObject({ state: 'succeeded' });
    expect(await inMemory()).toEqual([[], []]);
  });

  it('is in no log, no message and no table', async () => {
    const logs = readdirSync(stage().stack.logs).filter((file) => !file.startsWith('simulator'));
    const written = [...logs.map((file) => join('logs', file)), 'bus.txt', 'rest.txt'].map((file) =>
      readFileSync(join(stage().folder, file), 'utf8'),
    );
    const everything = [...written, await dumpOf(stage().databaseUrl)];
    expect(everything.join('')).toContain('connection.v1.import-solution');
    expect(forms().filter((form) => everything.some((text) => text.includes(form)))).toEqual([]);
  });
});
