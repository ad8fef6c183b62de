/** Errors of Business Central as Failures: the code decides, the status only where the code is not known. Not every 409 means that a row was changed. */
import { Failure, FailureKind } from '@tandem/domain/failure';
import { Answer, headerOf } from '../http/exchange';
import { isJsonObject, parseJson, unexpectedAnswer } from '../http/json-answer';
import { retryAfterMs } from '../http/retry-after';
import { vendorText } from '../http/vendor-text';

/** An error as it was answered, by a request or by one operation of a batch. */
export interface BusinessCentralError {
  readonly status: number;
  /** `<Family>_<Name>` or empty. */
  readonly code: string;
  readonly message: string;
  readonly retryAfterMs?: number;
}

/** What an error says of the row that was to be written, beyond being a failure. */
export type RowVerdict = 'stale' | 'missing' | 'duplicate';

interface Meaning {
  readonly kind: FailureKind;
  readonly code: string;
  readonly help: string;
  readonly row?: RowVerdict;
}

const means = (kind: FailureKind, code: string, help: string, row?: RowVerdict): Meaning => ({ kind, code, help, row });

const missing = means('rejected', 'record.notFound', 'The record does not exist in Business Central any more.', 'missing');
const rule = means('rejected', 'record.ruleViolated', 'Change the record so that Business Central accepts it; the message names the rule.');
const badValue = means('rejected', 'record.invalidValue', 'Correct the value in the source, or the mapping of this field.');
const schema = means(
  'rejected',
  'schema.unknownColumn',
  'A set or property is missing; install the companion extension in its current version.',
);
const request = means('rejected', 'query.unsupported', 'Report this message; the request is not supported by this version of the service.');
const busy = means('transient', 'service.unavailable', 'Tried again by itself; if it lasts, look at the state of the service.');
const access = means(
  'misconfigured',
  'access.refused',
  'Check the app registration of the connection and its entry on the page Microsoft Entra Applications.',
);
const permission = means(
  'misconfigured',
  'access.permissionMissing',
  'Assign the permission sets of the integration to the application in Business Central.',
);

const meanings: Readonly<Record<string, Meaning>> = {
  Request_EntityChanged: means(
    'rejected',
    'record.changed',
    'The record was changed in the meantime; it is read and decided again.',
    'stale',
  ),
  Internal_RecordNotFound: missing,
  Internal_DataNotFoundFilter: missing,
  Internal_EntityWithSameKeyExists: means(
    'rejected',
    'record.duplicate',
    'A record with the same key exists in Business Central; couple the two or change the key.',
    'duplicate',
  ),
  Internal_InvalidTableRelation: means(
    'rejected',
    'record.relatedMissing',
    'The value does not exist in the related table of Business Central; create it there or couple it.',
  ),
  Internal_CompanyNotFound: means('misconfigured', 'connection.companyNotFound', 'Choose the company of the connection again.'),
  Internal_TenantUnavailable: busy,
  Internal_ServerError: busy,
  Application_DialogException: rule,
  Application_FieldValidationException: rule,
  Application_CallbackNotAllowed: rule,
  Application_StringExceededLength: means('rejected', 'record.tooLong', 'Shorten the value in the source.'),
  Application_EvaluateException: badValue,
  Application_InvalidGUID: badValue,
  Application_FilterErrorException: badValue,
  Unknown: badValue,
  BadRequest_RequiredParamNotProvided: means('rejected', 'record.valueMissing', 'Fill in the field that the message names.'),
  BadRequest_InvalidOperation: means(
    'rejected',
    'record.operationRefused',
    'The property can not be written; change the mapping of this field.',
  ),
  BadRequest_InvalidToken: request,
  BadRequest_NotFound: request,
  BadRequest_InvalidRequestUrl: request,
  BadRequest_MethodNotAllowed: request,
  BadRequest_MethodNotImplemented: request,
  BadRequest_ResourceNotFound: schema,
};

const families: readonly (readonly [prefix: string, meaning: Meaning])[] = [
  ['Authentication_', access],
  ['Authorization_', permission],
  ['Application_', rule],
];

const byStatus: Readonly<Record<number, Meaning>> = {
  401: access,
  403: permission,
  404: missing,
  408: busy,
  409: busy,
  412: meanings.Request_EntityChanged as Meaning,
  413: means('rejected', 'record.tooLarge', 'The record is larger than Business Central accepts.'),
  429: means('transient', 'service.throttled', 'Nothing to do; work goes on by itself after the pause.'),
};

const meaningOf = ({ code, status }: BusinessCentralError): Meaning => {
  if (status === 404 && code === 'BadRequest_NotFound') return missing;
  const known = meanings[code] ?? families.find(([prefix]) => code.startsWith(prefix))?.[1] ?? byStatus[status];
  return known ?? (status >= 500 ? busy : means('rejected', 'record.refused', 'The message says why; correct the record or the mapping.'));
};

/** What the error says of the row to be written: changed meanwhile, gone, or there already. */
export const rowVerdictOf = (error: BusinessCentralError): RowVerdict | undefined => meaningOf(error).row;

const correlation = /\s*CorrelationId:\s*([0-9a-f-]{36})\.?\s*$/i;

/** The Failure that stands for an error of Business Central; its message is kept, the correlation id moves to the details. */
export const businessCentralFailure = (error: BusinessCentralError): Failure => {
  const meaning = meaningOf(error);
  const message = vendorText(error.message.replace(correlation, '')) || `Business Central answered with status ${error.status}.`;
  return new Failure(meaning.kind, meaning.code, message, {
    status: error.status,
    vendorCode: error.code || undefined,
    vendorCorrelationId: correlation.exec(error.message)?.[1],
    help: meaning.help,
    ...(meaning.kind === 'transient' && error.retryAfterMs !== undefined ? { retryAfterMs: error.retryAfterMs } : {}),
  });
};

/** Reads the parsed body of an error; what is not Business Central's own error body has no code. */
export const businessCentralError = (status: number, body: unknown, retryAfter?: string): BusinessCentralError => {
  const error = isJsonObject(body) && isJsonObject(body.error) ? body.error : {};
  return {
    status,
    code: String(error.code ?? ''),
    message: String(error.message ?? ''),
    retryAfterMs: retryAfterMs(retryAfter, Date.now()),
  };
};

/** The error in an answer that is no success. */
export const errorIn = (answer: Answer): BusinessCentralError =>
  businessCentralError(answer.status, parseJson(answer.text), headerOf(answer, 'retry-after'));

/** The answer where it is a success; else throws the Failure for it. Redirects lead to sign-in pages and count as unusable. */
export const successOf = (answer: Answer): Answer => {
  if (answer.status >= 200 && answer.status < 300) return answer;
  if (answer.status >= 300 && answer.status < 400) throw unexpectedAnswer('redirect to another address', answer.status);
  throw businessCentralFailure(errorIn(answer));
};
