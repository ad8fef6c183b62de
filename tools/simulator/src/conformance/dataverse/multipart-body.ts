/** Hand-written `$batch` bodies: the lines of a test, joined by CRLF. */
export const lines = (...texts: readonly string[]): string => texts.map((text) => `${text}\r\n`).join('');

/** One operation as a part's lines. */
export function operation(
  request: string,
  { headers = [], body, contentId }: { headers?: string[]; body?: string; contentId?: number } = {},
): string[] {
  return [
    'Content-Type: application/http',
    'Content-Transfer-Encoding: binary',
    ...(contentId === undefined ? [] : [`Content-ID: ${contentId}`]),
    '',
    `${request} HTTP/1.1`,
    ...(body === undefined ? [] : ['Content-Type: application/json']),
    ...headers,
    '',
    ...(body === undefined ? [] : [body]),
  ];
}

export function batchOf(parts: readonly string[][]): string {
  return lines(...parts.flatMap((part) => ['--batch_1', ...part]), '--batch_1--');
}

export function changeSetOf(members: readonly string[][]): string[] {
  return [
    'Content-Type: multipart/mixed; boundary="changeset_1"',
    '',
    ...members.flatMap((member) => ['--changeset_1', ...member]),
    '--changeset_1--',
    '',
  ];
}

/** Status lines of the parts of an answer, in order. */
export function statusesIn(text: string): number[] {
  return [...text.matchAll(/^HTTP\/1\.1 (\d{3})/gm)].map(([, status]) => Number(status));
}
