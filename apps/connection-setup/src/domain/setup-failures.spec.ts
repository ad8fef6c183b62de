import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '@tandem/domain/failure';
import * as preflight from './preflight-failures';
import * as failures from './setup-failures';

const catalogue = readFileSync(join(__dirname, '../../../../docs/failures.md'), 'utf8');

/** Every refusal, made with arguments that fit any of them. */
const made: [string, Failure][] = Object.entries({ ...failures, ...preflight })
  .filter(([name]) => name !== 'connectionFailed')
  .map(([name, make]) => [name, (make as (...given: unknown[]) => Failure)(['x'], ['y'], ['z'])]);

describe('what connection-setup refuses', () => {
  it.each(made)('%s is listed with its kind', (_name, { kind, code }) => {
    const rows = catalogue.split('\n').filter((line) => line.startsWith(`| \`${code}\` |`));
    expect(rows.flatMap((row) => row.split('|')[2]?.trim().split(', ') ?? [])).toContain(kind);
  });

  it.each(made)('%s says what to do', (_name, { details }) => expect(details.help).toMatch(/^[A-Z].{10,}\.$/));

  it('keeps the finer code and the remedy of a connection that could not be made', () => {
    const cause = new Failure('misconfigured', 'credentials.secretWrong', 'AADSTS7000215: Invalid client secret provided.', {
      help: 'Enter the value.',
    });
    expect(failures.connectionFailed('Business Central', cause)).toMatchObject({
      kind: 'misconfigured',
      code: 'setup.connectionFailed',
      message: 'Business Central: AADSTS7000215: Invalid client secret provided.',
      details: { reason: 'credentials.secretWrong', help: 'Enter the value.' },
    });
  });

  it('takes a host that can not be reached for a wrong address, a busy one for busy', () => {
    const kindOf = (code: string): string => failures.connectionFailed('Sales', new Failure('transient', code, 'No.')).kind;
    expect([kindOf('service.unreachable'), kindOf('service.throttled')]).toEqual(['misconfigured', 'transient']);
  });
});
