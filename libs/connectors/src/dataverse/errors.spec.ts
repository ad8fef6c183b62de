import { dataverseError, dataverseFailure, rowVerdictOf } from './errors';

const errorOf = (status: number, code: string, message = 'Text of the service.') =>
  dataverseError(status, JSON.stringify({ error: { code, message } }));

describe('an error of Dataverse', () => {
  it.each([
    [404, '0x80040217', 'rejected', 'record.notFound', 'missing'],
    [412, '0x80060882', 'rejected', 'record.changed', 'stale'],
    [412, '0x80040237', 'rejected', 'record.duplicate', 'duplicate'],
    [412, '0x80060892', 'rejected', 'record.duplicate', 'duplicate'],
    [412, '', 'rejected', 'record.changed', 'stale'],
    [400, '0x80044331', 'rejected', 'record.tooLong', undefined],
    [400, '0x8004431A', 'rejected', 'record.optionUnknown', undefined],
    [403, '0x80040220', 'misconfigured', 'access.privilegeMissing', undefined],
    [403, '0x80072560', 'misconfigured', 'access.userUnknown', undefined],
    [403, '0x80040225', 'misconfigured', 'access.userDisabled', undefined],
    [401, '', 'misconfigured', 'access.refused', undefined],
    [400, '0x80044352', 'rejected', 'watermark.expired', undefined],
    [429, '0x80072322', 'transient', 'service.throttled', undefined],
    [503, '0x8004A001', 'transient', 'service.unavailable', undefined],
    [400, '0x80044151', 'transient', 'service.unavailable', undefined],
    [500, '0xdeadbeef', 'transient', 'service.unavailable', undefined],
    [400, '0xdeadbeef', 'rejected', 'record.refused', undefined],
  ])('%d %s is %s %s', (status, code, kind, ours, verdict) => {
    const failure = dataverseFailure(errorOf(status, code));
    expect(failure).toMatchObject({ kind, code: ours, message: 'Text of the service.' });
    expect(failure.details.help).toBeTruthy();
    expect(rowVerdictOf(errorOf(status, code))).toBe(verdict);
  });

  it('about a column that does not exist is one of the schema', () =>
    expect(
      dataverseFailure(errorOf(400, '0x0', "Could not find a property named 'x' on type 'Microsoft.Dynamics.CRM.account'.")),
    ).toMatchObject({ code: 'schema.unknownColumn' }));

  it('says how long to wait where it is passing', () =>
    expect(dataverseFailure(dataverseError(429, '{"error":{"code":"0x80072321","message":"Too much."}}', '17')).retryAfterMs).toBe(17_000));

  it('without a body is told by its status', () =>
    expect(dataverseFailure(dataverseError(403, '<html>'))).toMatchObject({
      kind: 'misconfigured',
      message: 'Dynamics 365 Sales answered with status 403.',
    }));

  it('never carries a credential on', () => {
    const { message } = dataverseFailure(
      errorOf(400, '0x0', 'Header Bearer eyJhbGciOi.JIUzI1NiJ9.abc was refused; client_secret=p~Q8x was sent.'),
    );
    expect(message).toBe('Header (hidden) was refused; (hidden) was sent.');
  });
});
