import { refusals } from '../dataverse-error';

/** Reads `multipart/mixed`: parts with their header lines; strict about line ends, as the Web API is. */

export interface MultipartPart {
  readonly headers: Readonly<Record<string, string>>;
  /** What follows the part's headers. */
  readonly content: string;
}

/** The boundary that a content type names. */
export function boundaryOf(contentType: string | undefined): string | undefined {
  return /^multipart\/mixed\s*;\s*boundary="?([^";]+)"?/i.exec(contentType ?? '')?.[1];
}

export function notReadable() {
  return refusals.payload('', 'Stream was not readable. ---> System.ArgumentException: Stream was not readable.');
}

/**
 * A body with bare line feeds is refused, unless two extra ones stand at its end; so is a body that does not end in CRLF.
 * With `strict` off bare line feeds are read as line ends.
 */
export function withLineEnds(text: string, strict: boolean): string {
  if (text.includes('\r\n')) {
    if (strict && !text.endsWith('\r\n')) throw notReadable();
    return text.endsWith('\r\n') ? text : `${text}\r\n`;
  }
  if (strict && !text.endsWith('\n\n')) throw notReadable();
  return `${text.replaceAll('\n', '\r\n')}\r\n`;
}

export function readParts(text: string, boundary: string): MultipartPart[] {
  const delimiter = `--${boundary}`;
  const parts: MultipartPart[] = [];
  let at = text.startsWith(delimiter) ? 0 : text.indexOf(`\r\n${delimiter}`) + 2;
  if (at === 1) throw notReadable();
  for (;;) {
    const start = at + delimiter.length;
    if (text.startsWith('--', start)) return parts;
    const end = text.indexOf(`\r\n${delimiter}`, start);
    if (end < 0 || !text.startsWith('\r\n', start)) throw notReadable();
    parts.push(readPart(text, start + 2, end));
    at = end + 2;
  }
}

function readPart(text: string, start: number, end: number): MultipartPart {
  const gap = text.indexOf('\r\n\r\n', start);
  if (gap < 0 || gap > end) throw notReadable();
  return { headers: headersOf(text.slice(start, gap)), content: text.slice(gap + 4, end) };
}

const knownBlocks = new Map<string, Readonly<Record<string, string>>>();

/** Header lines as an object with lower-case names; blocks repeat in every part, so they are read once. */
export function headersOf(block: string): Readonly<Record<string, string>> {
  let headers = knownBlocks.get(block);
  if (headers === undefined) {
    headers = readHeaders(block);
    if (knownBlocks.size > 500) knownBlocks.clear();
    knownBlocks.set(block, headers);
  }
  return headers;
}

function readHeaders(block: string): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const line of block === '' ? [] : block.split('\r\n')) {
    const colon = line.indexOf(':');
    if (colon < 0) throw notReadable();
    const name = line.slice(0, colon).trim().toLowerCase();
    const value = line.slice(colon + 1).trim();
    headers[name] = headers[name] === undefined ? value : `${headers[name]},${value}`;
  }
  return headers;
}
