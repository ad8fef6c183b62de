/** The text of an API token: a mark that leak scanners recognise and 256 random bits. */
import { createHash, randomBytes } from 'node:crypto';

const mark = 'tandem_';

/** A new text that nobody can guess. */
export const freshTokenText = (): string => mark + randomBytes(32).toString('base64url');

/** SHA-256 of a token's text: enough for 256 random bits, where a password would need a slow digest. */
export const digestOf = (text: string): Buffer => createHash('sha256').update(text, 'utf8').digest();
