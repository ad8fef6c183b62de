import { Failure } from '@tandem/domain/failure';
import { Log } from './log';
import { continueTrace, inTrace } from './trace-context';

describe('the log', () => {
  const lines: string[] = [];
  const log = new Log({ service: 'coupling', level: 'info', destination: { write: (line) => void lines.push(line) } });
  const last = (): Record<string, unknown> => JSON.parse(lines.at(-1) ?? '{}') as Record<string, unknown>;

  it('writes one object per line with service, level, time and the ids of the request', () => {
    inTrace(continueTrace({ correlationId: 'corr-1', connectionId: 'conn-1' }), () => log.info('coupled', { records: 3 }));
    expect(last()).toMatchObject({
      level: 'info',
      service: 'coupling',
      msg: 'coupled',
      records: 3,
      correlationId: 'corr-1',
      connectionId: 'conn-1',
    });
  });

  it.each([
    ['authorization', { headers: { authorization: 'Bearer abc.def.ghi' } }],
    ['clientSecret', { sales: { clientSecret: 'abc.def.ghi' } }],
    ['password', [{ Password: 'abc.def.ghi' }]],
    ['webServicesAccessKey', { webService: { accessKey: 'abc.def.ghi' } }],
    ['token', { apiToken: 'abc.def.ghi', refresh_token: 'abc.def.ghi' }],
    ['sealed value', { access: { ciphertext: 'abc.def.ghi', nonce: 'abc.def.ghi' } }],
    ['bearer text', { note: 'sent Bearer abc.def.ghi to it' }],
    ['address with password', { url: 'postgres://coupling:abc.def.ghi@localhost/tandem' }],
    ['form', { body: 'grant_type=client_credentials&client_secret=abc.def.ghi&scope=x' }],
    ['error', { error: new Error('refused: Basic abc.def.ghi', { cause: new Failure('bug', 'x', 'y', { password: 'abc.def.ghi' }) }) }],
  ])('writes no secret: %s', (_, fields) => {
    log.warn('something about Bearer abc.def.ghi', { fields });
    expect(lines.at(-1)).not.toContain('abc.def.ghi');
  });

  it('keeps what only sounds like a secret', () => {
    log.info('taken', { fencingToken: 7, page: 'p-1', passwordChanged: true });
    expect(last()).toMatchObject({ fencingToken: 7, page: 'p-1', passwordChanged: true });
  });

  it('keeps message and stack of an error', () => {
    log.error('failed', { error: new TypeError('not a function') });
    expect(last()['error']).toMatchObject({ type: 'TypeError', message: 'not a function', stack: expect.stringContaining('log.spec') });
  });
});
