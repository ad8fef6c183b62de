/** Refusals of Microsoft Entra ID as Failures: the AADSTS number decides. */
import { Failure, FailureKind } from '@tandem/domain/failure';
import { Answer, headerOf } from '../http/exchange';
import { isJsonObject, JsonObject, parseJson, unexpectedAnswer } from '../http/json-answer';
import { retryAfterMs } from '../http/retry-after';
import { vendorText } from '../http/vendor-text';

type Meaning = readonly [kind: FailureKind, code: string, help: string];

const meanings: Readonly<Record<number, Meaning>> = {
  7000215: ['misconfigured', 'credentials.secretWrong', 'Enter the value of the client secret, not its id.'],
  7000222: ['misconfigured', 'credentials.secretExpired', 'Create a new client secret in the app registration and enter its value.'],
  7000218: ['misconfigured', 'credentials.secretMissing', 'Enter a client secret or a certificate.'],
  700016: ['misconfigured', 'credentials.appUnknown', 'Correct the client id, or register the app in this tenant.'],
  700027: ['misconfigured', 'credentials.assertionInvalid', 'Upload the certificate of the connection to the app registration.'],
  700024: ['misconfigured', 'credentials.assertionInvalid', 'Set the clock of the server right: the signed assertion is out of time.'],
  7000112: ['misconfigured', 'credentials.appDisabled', 'Enable the app registration in Microsoft Entra ID.'],
  90002: ['misconfigured', 'credentials.tenantUnknown', 'Correct the tenant id.'],
  900023: ['misconfigured', 'credentials.tenantUnknown', 'Correct the tenant id; it is a GUID or a domain.'],
  500011: ['misconfigured', 'credentials.resourceUnknown', 'Correct the address of the system; this tenant knows no such environment.'],
  70011: ['misconfigured', 'credentials.scopeInvalid', 'Correct the address of the system.'],
  1002012: ['misconfigured', 'credentials.scopeInvalid', 'Correct the address of the system.'],
  70003: ['misconfigured', 'credentials.grantUnsupported', 'The authority does not support client credentials.'],
  53003: ['misconfigured', 'credentials.accessBlocked', 'Exclude the app from the Conditional Access policy that blocks it.'],
  90033: ['transient', 'credentials.authorityBusy', 'Tried again by itself.'],
};

const refused: Meaning = ['misconfigured', 'credentials.refused', 'Check the tenant, the client id and the secret of the connection.'];
const busy: Meaning = ['transient', 'credentials.authorityBusy', 'Tried again by itself.'];

const numberIn = (body: JsonObject): number | undefined => {
  const codes: readonly unknown[] = Array.isArray(body.error_codes) ? body.error_codes : [];
  const named = codes.find((code) => typeof code === 'number') ?? /AADSTS(\d+)/.exec(String(body.error_description ?? ''))?.[1];
  return named === undefined ? undefined : Number(named);
};

/** The Failure for an answer of the token endpoint that brings no token. */
export const entraFailure = (answer: Answer): Failure => {
  const body = parseJson(answer.text);
  const isBusy = answer.status === 429 || answer.status >= 500;
  if (!isJsonObject(body) || typeof body.error !== 'string')
    return isBusy ? failureOf(busy, answer, {}) : unexpectedAnswer('the sign-in service did not answer as one', answer.status);
  return failureOf(meanings[numberIn(body) ?? 0] ?? (isBusy ? busy : refused), answer, body);
};

const failureOf = ([kind, code, help]: Meaning, answer: Answer, body: JsonObject): Failure => {
  const description = String(body.error_description ?? '').split(/\r?\n/)[0] ?? '';
  const wait = retryAfterMs(headerOf(answer, 'retry-after'), Date.now());
  return new Failure(kind, code, vendorText(description) || `The sign-in service answered with status ${answer.status}.`, {
    status: answer.status,
    vendorCode: numberIn(body) === undefined ? undefined : `AADSTS${numberIn(body)}`,
    help,
    ...(kind === 'transient' && wait !== undefined ? { retryAfterMs: wait } : {}),
  });
};
