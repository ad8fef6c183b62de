import { readOptions, readSettings } from './options';

describe('the command line of npm start', () => {
  it('stays up with a demo and two workers unless told otherwise', () => {
    expect(readOptions([])).toMatchObject({ once: false, json: false, workers: 2, generate: {}, secondRun: false, demo: true });
  });

  it('understands every option', () => {
    const line = [
      '--once',
      '--json',
      '--workers',
      '3',
      '--generate',
      'customers=20000,seed=7',
      '--second-run',
      '--kill-workers',
      '1000',
      '--no-demo',
    ];
    expect(readOptions(line)).toEqual({
      once: true,
      json: true,
      workers: 3,
      generate: { customers: 20_000, seed: 7 },
      secondRun: true,
      killWorkersEveryMs: 1_000,
      demo: false,
    });
  });
});

describe('the environment of npm start', () => {
  it('has the gateway on port 3000 and allows loopback, for that is where the simulators are', () => {
    expect(readSettings({})).toMatchObject({ port: 3_000, allowLoopback: true, databaseUrl: undefined, natsUrl: undefined });
  });

  it('takes servers, token and port from the operator', () => {
    const variables = {
      TANDEM_PORT: '4000',
      TANDEM_API_TOKEN: 'chosen',
      DATABASE_URL: 'postgres://db/x',
      NATS_URL: 'nats://n:4222',
      TANDEM_ALLOW_LOOPBACK: 'false',
    };
    expect(readSettings(variables)).toMatchObject({
      port: 4_000,
      apiToken: 'chosen',
      databaseUrl: 'postgres://db/x',
      natsUrl: 'nats://n:4222',
      allowLoopback: false,
    });
  });

  it('refuses a port that is none', () => {
    expect(() => readSettings({ TANDEM_PORT: 'http' })).toThrow('"http" is no whole number above 0.');
  });
});
