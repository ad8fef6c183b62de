/** Makes the text of a service's error fit to be shown: no credentials, bounded length. */

const longest = 2_000;
const secrets = [
  /\bBearer\s+[\w.~+/-]+=*/gi,
  /\bBasic\s+[A-Za-z0-9+/]{20,}=*/g,
  /\b(client_secret|client_assertion|access_token|password)=[^&\s]+/gi,
  /\beyJ[\w-]{8,}\.[\w-]+\.[\w-]*/g,
];

/** The text without anything that looks like a credential. */
export const vendorText = (text: string): string =>
  secrets.reduce((cleaned, secret) => cleaned.replace(secret, '(hidden)'), text.slice(0, longest));
