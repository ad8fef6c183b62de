/** Takes secrets out of what is logged or sent: by the name of the property, by the form of the text. */

const secretName = /authorization|secret|password|passphrase|cookie|access_?key|api_?key|private_?key|master_?key|^(.*[a-z]T|.*_t|t)oken$/i;
const harmlessToken = /^(fencing|page|delta|skip)_?token$/i;
const sealedMark = ['ciphertext', 'sealed', 'encryptedKey'];
const bearer = /\b(bearer|basic)\s+[a-z0-9+/=._~-]{6,}/gi;
const userInUrl = /(\b[a-z][a-z0-9+.-]*:\/\/)[^\s/@:]*:[^\s/@]+@/gi;
const secretParameter = /\b(client_secret|password|access_token|refresh_token|client_assertion)=[^&\s]+/gi;
const privateKey = /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?-----END [A-Z ]*PRIVATE KEY-----/g;
const deepest = 8;

/** Text without authorization headers, passwords in addresses, secret form parameters and private keys. */
export const redactText = (text: string): string =>
  text
    .replace(bearer, '$1 [redacted]')
    .replace(userInUrl, '$1[redacted]@')
    .replace(secretParameter, '$1=[redacted]')
    .replace(privateKey, '[redacted]');

/** A copy without secrets: properties with a secret's name and sealed values are replaced, text is cleaned, errors become plain objects. */
export function redact(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return redactText(value);
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  if (depth > deepest) return '[deeper]';
  if (value instanceof Error) return redactError(value, depth);
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  if (Array.isArray(value)) return value.map((entry) => redact(entry, depth + 1));
  if (sealedMark.some((mark) => mark in value)) return '[sealed]';
  return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, redactProperty(name, entry, depth)]));
}

const isSecretName = (name: string): boolean => secretName.test(name) && !harmlessToken.test(name);

function redactProperty(name: string, entry: unknown, depth: number): unknown {
  if (entry === null || entry === undefined || typeof entry === 'boolean') return entry;
  return isSecretName(name) ? '[redacted]' : redact(entry, depth + 1);
}

function redactError(error: Error, depth: number): unknown {
  const own = redact({ ...error }, depth + 1) as object;
  const cause = error.cause === undefined ? {} : { cause: redact(error.cause, depth + 1) };
  return { ...own, type: error.name, message: redactText(error.message), stack: redactText(error.stack ?? ''), ...cause };
}
