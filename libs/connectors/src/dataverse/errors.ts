/** Errors of Dataverse as Failures: the code decides, the status only where the code is not known. */
import { Failure, FailureKind } from '@tandem/domain/failure';
import { Answer, headerOf } from '../http/exchange';
import { isJsonObject, parseJson, unexpectedAnswer } from '../http/json-answer';
import { retryAfterMs } from '../http/retry-after';
import { vendorText } from '../http/vendor-text';

/** An error as it was answered, by a request or by one operation of a batch. */
export interface DataverseError {
  readonly status: number;
  /** `0x…` or empty, lower case. */
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

const missing = means(
  'rejected',
  'record.notFound',
  'The record, or one it refers to, does not exist in Dynamics 365 Sales any more.',
  'missing',
);
const duplicate = means(
  'rejected',
  'record.duplicate',
  'A record with the same key exists in Dynamics 365 Sales; couple the two or change the key.',
  'duplicate',
);
const stale = means('rejected', 'record.changed', 'The record was changed in the meantime; it is read and decided again.', 'stale');
const noPrivilege = means('misconfigured', 'access.privilegeMissing', 'Give the integration user the security roles of the integration.');
const notAUser = means(
  'misconfigured',
  'access.userUnknown',
  'Create the application user in the environment, enable it and assign its roles.',
);
const accessDenied = means(
  'rejected',
  'record.accessDenied',
  'The integration user may not change this record; check sharing, ownership and column security.',
);
const badValue = means('rejected', 'record.invalidValue', 'Correct the value in the source, or the mapping of this field.');
const throttled = means('transient', 'service.throttled', 'Nothing to do; work goes on by itself after the pause.');
const busy = means('transient', 'service.unavailable', 'Tried again by itself; if it lasts, look at the state of the service.');
const schema = means(
  'rejected',
  'schema.unknownColumn',
  'A table or column is missing in Dynamics 365 Sales; import the solution again or change the mapping.',
);
const rule = means('rejected', 'record.ruleViolated', 'Change the record so that Dynamics 365 Sales accepts it.');
const stateRefused = means('rejected', 'record.stateRefused', 'The state of the record does not allow the change.');
const inUse = means('rejected', 'record.inUse', 'Other records refer to it; remove them first.');

const importRunning = means(
  'blocked',
  'solution.importRunning',
  'Wait until the other import has ended (Solution history in Power Apps shows it), then import again.',
);
const importFailed = means(
  'misconfigured',
  'solution.importFailed',
  'The message says why; Solution history in Power Apps has the whole report. Put it right, then import again.',
);

const meanings: Readonly<Record<string, Meaning>> = {
  '0x80040217': missing,
  '0x80060891': missing,
  '0x80040237': duplicate,
  '0x80060892': duplicate,
  '0x80040333': duplicate,
  '0x80073002': duplicate,
  '0x8006089d': means('rejected', 'record.ambiguous', 'Several records have the same key; make it unique.'),
  '0x80060882': stale,
  '0x8006088d': means(
    'rejected',
    'table.noConcurrencyControl',
    'The table does not check versions; map its columns in one direction only.',
  ),
  '0x80040203': badValue,
  '0x80044331': means('rejected', 'record.tooLong', 'Shorten the value in the source.'),
  '0x8004431a': means('rejected', 'record.optionUnknown', 'The option does not exist in Dynamics 365 Sales; couple the option or add it.'),
  '0x80048408': stateRefused,
  '0x80040233': stateRefused,
  '0x80040220': noPrivilege,
  '0x80040231': noPrivilege,
  '0x80040256': noPrivilege,
  '0x8004020d': accessDenied,
  '0x80048405': accessDenied,
  '0x80072560': notAUser,
  '0x80040225': means('misconfigured', 'access.userDisabled', 'Enable the user in Dynamics 365 Sales.'),
  '0x80042f09': means('misconfigured', 'access.rolesMissing', 'Assign the security roles of the integration to the application user.'),
  '0x80040227': inUse,
  '0x80040216': busy,
  '0x80040265': means('rejected', 'record.plugInRefused', 'A plug-in in Dynamics 365 Sales refused the record; its message says why.'),
  '0x80044352': means('rejected', 'watermark.expired', 'Everything is read once more; nothing to do.'),
  '0x80072491': means('misconfigured', 'table.notTracked', 'Switch on change tracking for the table in Dynamics 365 Sales.'),
  '0x80072321': throttled,
  '0x80072322': throttled,
  '0x80072326': throttled,
  '0x8004a001': busy,
  '0x80073000': busy,
  '0x80044151': busy,
  '0x80071151': importRunning,
  '0x80048060': means('rejected', 'solution.invalid', 'Build the solution package again (npm run solution) or install Tandem anew.'),
  '0x8006088a': schema,
  '0x80048d19': means(
    'rejected',
    'record.payloadRefused',
    'A column or lookup of the mapping does not fit the table in Dynamics 365 Sales.',
  ),
  '0x80060888': means('rejected', 'query.unsupported', 'Report this message; the query is not supported by this version of the service.'),
  '0x80043b06': duplicate,
  '0x80043b0f': duplicate,
  '0x80043b05': rule,
  '0x80043b13': rule,
  '0x80043b0a': rule,
  '0x80043b0d': rule,
  '0x80043b14': rule,
  '0x80043b07': rule,
  '0x80048cea': rule,
  '0x80048cee': rule,
  '0x80048ced': rule,
  '0x80040517': rule,
  '0x8004f995': stateRefused,
};

const byStatus: Readonly<Record<number, Meaning>> = {
  401: means(
    'misconfigured',
    'access.refused',
    'Check the app registration of the connection and its application user in the environment.',
  ),
  403: noPrivilege,
  404: means('rejected', 'record.notFound', 'The record or table does not exist in Dynamics 365 Sales.', 'missing'),
  405: means('rejected', 'record.operationRefused', 'Dynamics 365 Sales does not allow this operation on the record.'),
  408: busy,
  412: stale,
  413: means('rejected', 'record.tooLarge', 'The record is larger than Dynamics 365 Sales accepts.'),
  429: throttled,
};

const meaningOf = (error: DataverseError): Meaning => {
  if (error.code === '0x0' && /property named|Invalid property/i.test(error.message)) return schema;
  return (
    meanings[error.code] ??
    byStatus[error.status] ??
    (error.status >= 500 ? busy : means('rejected', 'record.refused', 'The message says why; correct the record or the mapping.'))
  );
};

/** What the error says of the row to be written: changed meanwhile, gone, or there already. */
export const rowVerdictOf = (error: DataverseError): RowVerdict | undefined => meaningOf(error).row;

/** The Failure that stands for an error of Dataverse; its message is kept. */
export const dataverseFailure = (error: DataverseError): Failure => {
  const meaning = meaningOf(error);
  return new Failure(meaning.kind, meaning.code, vendorText(error.message) || `Dynamics 365 Sales answered with status ${error.status}.`, {
    status: error.status,
    vendorCode: error.code || undefined,
    help: meaning.help,
    ...(meaning.kind === 'transient' && error.retryAfterMs !== undefined ? { retryAfterMs: error.retryAfterMs } : {}),
  });
};

/** The Failure of an import that ended in the background: such an operation keeps the text of its error only. */
export const importFailure = (message: string): Failure => {
  const { kind, code, help } = /another \[?\w+\]? running|0x80071151/i.test(message) ? importRunning : importFailed;
  return new Failure(kind, code, vendorText(message) || 'Dynamics 365 Sales could not import the solution.', { help });
};

/** Reads the body of an error; what is not Dataverse's own error body has no code. */
export const dataverseError = (status: number, text: string, retryAfter?: string): DataverseError => {
  const body = parseJson(text);
  const error = isJsonObject(body) && isJsonObject(body.error) ? body.error : {};
  return {
    status,
    code: String(error.code ?? '').toLowerCase(),
    message: String(error.message ?? ''),
    retryAfterMs: retryAfterMs(retryAfter, Date.now()),
  };
};

/** The error in an answer that is no success. */
export const errorIn = (answer: Answer): DataverseError => dataverseError(answer.status, answer.text, headerOf(answer, 'retry-after'));

/** The answer where it is a success; else throws the Failure for it. Redirects lead to sign-in pages and count as unusable. */
export const successOf = (answer: Answer): Answer => {
  if (answer.status >= 200 && answer.status < 300) return answer;
  if (answer.status >= 300 && answer.status < 400) throw unexpectedAnswer(`redirect to another address`, answer.status);
  throw dataverseFailure(errorIn(answer));
};
