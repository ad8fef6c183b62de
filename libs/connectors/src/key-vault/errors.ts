/** What Azure Key Vault refuses with, as Failures: `{"error":{"code","message","innererror":{"code"}}}`. */
import { Failure } from '@tandem/domain/failure';
import { Answer, headerOf } from '../http/exchange';
import { isJsonObject, parseJson } from '../http/json-answer';
import { retryAfterMs } from '../http/retry-after';

/** A version can't be deleted by itself, only disabled; what it has not wrapped is a bad parameter to it. */
const missing = new Set(['KeyNotFound', 'KeyDisabled', 'BadParameter']);

export function keyVaultFailure(answer: Answer): Failure {
  const { code, inner } = codesIn(answer.text);
  const said = inner ?? code ?? `status ${answer.status}`;
  if (missing.has(said) || (code !== undefined && missing.has(code)))
    return new Failure('misconfigured', 'keyVault.keyMissing', `The key vault can't use the key (${said}).`, {
      help: 'Enable the version of the key again, or correct its name.',
    });
  if (answer.status === 401 || answer.status === 403)
    return new Failure('misconfigured', 'keyVault.refused', `The key vault refuses Tandem (${said}).`, {
      help: 'Give the app registration the role Key Vault Crypto User on the key, and let the network of the vault accept this service.',
    });
  return new Failure('transient', 'keyVault.unavailable', `The key vault can't answer now (${said}).`, {
    retryAfterMs: retryAfterMs(headerOf(answer, 'retry-after'), Date.now()),
    help: 'Tried again by itself; if it lasts, look at the state of the key vault.',
  });
}

function codesIn(text: string): { code?: string; inner?: string } {
  const body = parseJson(text);
  const error = isJsonObject(body) && isJsonObject(body.error) ? body.error : {};
  const inner = isJsonObject(error.innererror) ? error.innererror.code : undefined;
  return { code: typeof error.code === 'string' ? error.code : undefined, inner: typeof inner === 'string' ? inner : undefined };
}
