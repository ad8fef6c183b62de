/** Reads the answer to a multipart `$batch`: one scan over the text, no copies but the bodies. */

/** The answer to one operation. `headers` is the raw text of its header lines. */
export interface PartAnswer {
  readonly status: number;
  readonly headers: string;
  readonly body: string;
}

export interface MultipartAnswer {
  readonly parts: readonly PartAnswer[];
  /** False where the closing boundary is missing: the answer was cut. */
  readonly complete: boolean;
}

/** The boundary that a content type names. */
export const boundaryOf = (contentType: string | undefined): string | undefined =>
  /^multipart\/mixed\b.*?boundary="?([^";]+)"?/i.exec(contentType ?? '')?.[1];

/** The parts in the order of the operations. A part that can't be read ends the reading, since nothing after it can be assigned. */
export const readMultipart = (text: string, boundary: string): MultipartAnswer => {
  const delimiter = `--${boundary}`;
  const parts: PartAnswer[] = [];
  let start = text.indexOf(delimiter);
  while (start >= 0) {
    const begin = start + delimiter.length;
    if (text.startsWith('--', begin)) return { parts, complete: true };
    const end = text.indexOf(`\r\n${delimiter}`, begin);
    const part = end < 0 ? undefined : readPart(text, begin, end);
    if (!part) break;
    parts.push(part);
    start = end + 2;
  }
  return { parts, complete: false };
};

/** Part headers, a blank line, status line and headers, a blank line, the body. */
const readPart = (text: string, begin: number, end: number): PartAnswer | undefined => {
  const statusLine = text.indexOf('\r\n\r\n', begin) + 4;
  const status = Number(text.slice(statusLine, statusLine + 13).match(/^HTTP\/1\.\d (\d{3})/)?.[1]);
  if (statusLine < 4 || statusLine > end || !status) return undefined;
  const blank = text.indexOf('\r\n\r\n', statusLine);
  const headersEnd = blank < 0 || blank > end ? end : blank;
  return { status, headers: text.slice(statusLine, headersEnd), body: text.slice(Math.min(headersEnd + 4, end), end).trimEnd() };
};

/** One header of a part. */
export const partHeader = (part: PartAnswer, name: string): string | undefined =>
  new RegExp(`^${name}:[ \\t]*(.*?)[ \\t]*$`, 'im').exec(part.headers)?.[1]?.replace(/\r$/, '');
