/** What is secret stays secret: in logs, over REST, on the bus and in the database, over all stories that were told before. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dumpOf } from '../stage/database-dump';
import { leaksIn } from '../stage/leaks';
import { Scene } from '../stage/scene';
import { stage } from '../stage/on-stage';
import { enteredSecrets } from '../stage/stage';

/** A connection with every kind of secret there is, created, read, changed, tested and deleted. */
async function enterEverySecret({ rest }: Scene): Promise<void> {
  const [password, accessKey, other] = enteredSecrets;
  const { id } = await rest.send<{ id: string }>('POST', '/connections', {
    name: 'On premises',
    sales: { url: 'http://127.0.0.1:9', username: 'CONTOSO\\tandem', password },
    businessCentral: { url: 'http://127.0.0.1:9', companyName: 'CRONUS', username: 'TANDEM', accessKey },
    webService: { username: 'TANDEM', accessKey },
    salesOrderUser: { username: 'CONTOSO\\orders', password },
  });
  await rest.send('GET', `/connections/${id}`);
  await rest.send('PATCH', `/connections/${id}`, { sales: { password: other } });
  await rest.send('POST', `/connections/${id}/test`, {});
  await rest.ask('POST', `/connections/${id}/enable`, {});
  await rest.ask('POST', '/connections', { name: 'Refused', sales: { password, colour: 'blue' } });
}

describe('secrets and bearer tokens', () => {
  let scene: Scene;

  beforeAll(async () => {
    scene = await Scene.open(stage());
    await scene.fullSync();
    await enterEverySecret(scene);
  });

  afterAll(() => scene.close());

  const kept = (file: string): string => readFileSync(join(stage().folder, file), 'utf8');

  it('are recognised where they do appear', () => {
    const [secret = ''] = stage().secrets;
    const shown = [
      `{"clientSecret":"${secret}"}`,
      Buffer.from(secret).toString('base64'),
      `Authorization: Bearer sim.${'A1b2'.repeat(10)}`,
    ];
    expect(shown.filter((text) => leaksIn(text, stage().secrets).length === 0)).toEqual([]);
  });

  it('are in no log of a service', () => {
    const logs = readdirSync(join(stage().folder, 'logs')).filter((file) => !file.startsWith('simulator'));
    expect(logs.length).toBeGreaterThan(5);
    const leaks = logs.flatMap((file) => leaksIn(kept(join('logs', file)), stage().secrets).map((leak) => `${file}: ${leak}`));
    expect(leaks).toEqual([]);
  });

  it('are in no answer of the gateway', () => {
    const answers = kept('rest.txt');
    expect(answers).toContain(scene.connectionId);
    expect(leaksIn(answers, stage().secrets)).toEqual([]);
  });

  it('are in no message on the bus', () => {
    expect(stage().bus.messages).toBeGreaterThan(500);
    const messages = kept('bus.txt');
    expect(messages).toContain('connection.v1.create');
    expect(leaksIn(messages, stage().secrets)).toEqual([]);
  });

  it('are in no table of the database', async () => {
    const dump = await dumpOf(stage().databaseUrl);
    expect(dump).toContain(scene.connectionId);
    expect(leaksIn(dump, stage().secrets)).toEqual([]);
  });
});
