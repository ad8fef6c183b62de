import { randomUUID } from 'node:crypto';
import { jsonAnswer, type ServiceAnswer } from '../exchange';

/** The refusals of the token endpoint (wire/dataverse.md section 1): `error`, HTTP status and text by AADSTS number. */
const refusals = {
  7000215: [
    'invalid_client',
    401,
    'Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID.',
  ],
  7000222: ['invalid_client', 401, 'The provided client secret keys are expired.'],
  700016: ['unauthorized_client', 400, 'Application was not found in the directory.'],
  7000218: ['invalid_client', 401, "The request body must contain the following parameter: 'client_assertion' or 'client_secret'."],
  700027: ['invalid_client', 401, 'Client assertion failed signature validation.'],
  90002: ['invalid_request', 400, 'Tenant not found.'],
  900023: ['invalid_request', 400, 'Specified tenant identifier is neither a valid DNS name, nor a valid external domain.'],
  900144: ['invalid_request', 400, "The request body must contain the following parameter: 'grant_type', 'client_id' or 'scope'."],
  500011: ['invalid_resource', 400, 'The resource principal was not found in the tenant.'],
  70011: ['invalid_scope', 400, 'The provided value for the input parameter scope is not valid.'],
  1002012: [
    'invalid_scope',
    400,
    'The provided value for scope is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier (application ID URI).',
  ],
  70003: ['unsupported_grant_type', 400, 'The app requested an unsupported grant type.'],
  53003: ['access_denied', 400, 'Access has been blocked by Conditional Access policies.'],
} as const;

export type EntraErrorNumber = keyof typeof refusals;

export function entraError(code: EntraErrorNumber, now: Date): ServiceAnswer {
  const [error, status, text] = refusals[code];
  const timestamp = now
    .toISOString()
    .replace('T', ' ')
    .replace(/\.\d+Z$/, 'Z');
  const [traceId, correlationId] = [randomUUID(), randomUUID()];
  return jsonAnswer(status, {
    error,
    error_description: `AADSTS${code}: ${text}\r\nTrace ID: ${traceId}\r\nCorrelation ID: ${correlationId}\r\nTimestamp: ${timestamp}`,
    error_codes: [code],
    timestamp,
    trace_id: traceId,
    correlation_id: correlationId,
    error_uri: `https://login.microsoftonline.com/error?code=${code}`,
  });
}
