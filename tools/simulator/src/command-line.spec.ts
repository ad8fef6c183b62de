import { parseArguments } from './command-line';

describe('the command line of a simulator', () => {
  it('names the service; the rest has defaults', () => {
    expect(parseArguments(['--service', 'dataverse'])).toEqual({
      service: 'dataverse',
      host: '127.0.0.1',
      port: 0,
      sample: true,
      solution: true,
      generate: undefined,
    });
  });

  it('takes port, host, no sample, no solution and what to generate', () => {
    const words =
      '--service business-central --port 4702 --host 0.0.0.0 --no-sample --no-solution --generate customers=100000,seed=7'.split(' ');
    expect(parseArguments(words)).toEqual({
      service: 'business-central',
      host: '0.0.0.0',
      port: 4702,
      sample: false,
      solution: false,
      generate: { customers: 100_000, seed: 7 },
    });
  });

  it.each([['--service crm'], ['--service dataverse --port x'], ['--service dataverse --generate customers'], ['--nonsense'], ['']])(
    'refuses %s',
    (line) => {
      expect(() => parseArguments(line.split(' ').filter((word) => word !== ''))).toThrow();
    },
  );
});
