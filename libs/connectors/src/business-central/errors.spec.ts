import { businessCentralError, businessCentralFailure, rowVerdictOf } from './errors';

const errorOf = (status: number, code: string, message = 'Text of the service.') =>
  businessCentralError(status, { error: { code, message: `${message}  CorrelationId:  7d4a3c1e-0000-4000-8000-000000000001.` } });

describe('an error of Business Central', () => {
  it.each([
    [409, 'Request_EntityChanged', 'rejected', 'record.changed', 'stale'],
    [409, 'Internal_EntityWithSameKeyExists', 'rejected', 'record.duplicate', 'duplicate'],
    [400, 'Internal_EntityWithSameKeyExists', 'rejected', 'record.duplicate', 'duplicate'],
    [409, 'Internal_ServerError', 'transient', 'service.unavailable', undefined],
    [409, '', 'transient', 'service.unavailable', undefined],
    [404, 'Internal_RecordNotFound', 'rejected', 'record.notFound', 'missing'],
    [404, 'BadRequest_NotFound', 'rejected', 'record.notFound', 'missing'],
    [400, 'BadRequest_NotFound', 'rejected', 'query.unsupported', undefined],
    [404, 'BadRequest_ResourceNotFound', 'rejected', 'schema.unknownColumn', undefined],
    [400, 'Application_DialogException', 'rejected', 'record.ruleViolated', undefined],
    [400, 'Application_SomethingNew', 'rejected', 'record.ruleViolated', undefined],
    [400, 'Application_StringExceededLength', 'rejected', 'record.tooLong', undefined],
    [400, 'Internal_InvalidTableRelation', 'rejected', 'record.relatedMissing', undefined],
    [401, 'Authentication_InvalidCredentials', 'misconfigured', 'access.refused', undefined],
    [403, 'Authorization_Whatever', 'misconfigured', 'access.permissionMissing', undefined],
    [404, 'Internal_CompanyNotFound', 'misconfigured', 'connection.companyNotFound', undefined],
    [429, '', 'transient', 'service.throttled', undefined],
    [503, 'Internal_TenantUnavailable', 'transient', 'service.unavailable', undefined],
  ])('%d %s is %s %s', (status, code, kind, ours, verdict) => {
    const failure = businessCentralFailure(errorOf(status, code));
    expect(failure).toMatchObject({
      kind,
      code: ours,
      message: 'Text of the service.',
      details: { vendorCorrelationId: '7d4a3c1e-0000-4000-8000-000000000001' },
    });
    expect(failure.details.help).toBeTruthy();
    expect(rowVerdictOf(errorOf(status, code))).toBe(verdict);
  });
});
