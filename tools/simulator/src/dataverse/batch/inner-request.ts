import { refusals } from '../dataverse-error';
import { headersOf, notReadable, type MultipartPart } from './multipart';

/** One request inside a batch. */
export interface InnerRequest {
  readonly method: string;
  /** Path below the service root, raw; or `$1/…` inside a change set. */
  readonly path: string;
  readonly query: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly contentId: string | undefined;
}

const methods = new Set(['GET', 'POST', 'PATCH', 'PUT', 'DELETE']);
const longestUrl = 65_536;

/** Reads a part of type `application/http`: request line, headers, a blank line, body. */
export function innerRequest(part: MultipartPart): InnerRequest {
  if (part.headers['content-type'] !== 'application/http' && !part.headers['content-type']?.startsWith('application/http;')) {
    throw refusals.payload('', `The content type '${part.headers['content-type'] ?? ''}' is not valid for an operation of a batch.`);
  }
  const { content } = part;
  const lineEnd = content.indexOf('\r\n');
  const gap = content.indexOf('\r\n\r\n');
  if (lineEnd < 0 || (gap < 0 && !content.endsWith('\r\n'))) throw notReadable();
  const [method = '', url = '', version] = content.slice(0, lineEnd).split(' ');
  if (!methods.has(method) || version !== 'HTTP/1.1')
    throw refusals.payload('', `'${content.slice(0, lineEnd)}' is no valid request line.`);
  if (url.length > longestUrl) throw refusals.shape('The URL is too long.');
  const block = gap === lineEnd ? '' : content.slice(lineEnd + 2, gap < 0 ? content.length - 2 : gap);
  const mark = url.indexOf('?');
  return {
    method,
    path: belowRoot(mark < 0 ? url : url.slice(0, mark)),
    query: mark < 0 ? '' : url.slice(mark + 1),
    headers: headersOf(gap < 0 && content.length - 2 === lineEnd ? '' : block),
    body: gap < 0 ? '' : content.slice(gap + 4),
    contentId: part.headers['content-id'],
  };
}

/** Absolute URIs, absolute paths and paths relative to the service root mean the same. */
function belowRoot(path: string): string {
  const at = path.indexOf('/api/data/v9.');
  return at < 0 ? path.replace(/^\//, '') : path.slice(at + '/api/data/v9.2/'.length);
}
