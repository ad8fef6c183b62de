/** Builds the body of a multipart `$batch` without intermediate objects. Every line ends in CRLF: Dataverse refuses anything else. */

/** One operation. `headers` is ready-made text, each line ended by CRLF. */
export interface BatchOperation {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Absolute path or address. */
  readonly path: string;
  readonly headers: string;
  readonly body?: string;
}

const partHead = 'Content-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\n';
const jsonType = 'Content-Type: application/json\r\n';

/** The whole body; each operation is a part of its own, outside change sets, so that one failure fails nothing else. */
export const multipartBody = (boundary: string, operations: readonly BatchOperation[]): string => {
  let text = '';
  for (const { method, path, headers, body } of operations) {
    text += `--${boundary}\r\n${partHead}${method} ${path} HTTP/1.1\r\n${headers}${body === undefined ? '' : jsonType}\r\n${body ?? ''}\r\n`;
  }
  return `${text}--${boundary}--\r\n`;
};
