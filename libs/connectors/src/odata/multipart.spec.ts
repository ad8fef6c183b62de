import { boundaryOf, partHeader, readMultipart } from './multipart-answer';
import { multipartBody } from './multipart-request';

const lines = (...text: string[]): string => text.join('\r\n');

describe('a multipart batch', () => {
  it('is written with CRLF everywhere, each operation as a part of its own', () => {
    const body = multipartBody('b', [
      { method: 'PATCH', path: '/api/accounts(1)', headers: 'If-Match: W/"7"\r\n', body: '{"name":"Å"}' },
      { method: 'DELETE', path: '/api/accounts(2)', headers: '' },
    ]);
    expect(body).toBe(
      lines(
        '--b', 'Content-Type: application/http', 'Content-Transfer-Encoding: binary', '', 'PATCH /api/accounts(1) HTTP/1.1', 'If-Match: W/"7"', 'Content-Type: application/json', '', '{"name":"Å"}',
        '--b', 'Content-Type: application/http', 'Content-Transfer-Encoding: binary', '', 'DELETE /api/accounts(2) HTTP/1.1', '', '',
        '--b--', '',
      ), // prettier-ignore
    );
  });

  const answer = lines(
    '--batchresponse_1', 'Content-Type: application/http', 'Content-Transfer-Encoding: binary', '', 'HTTP/1.1 204 No Content', 'OData-Version: 4.0', 'ETag: W/"8"', '', '',
    '--batchresponse_1', 'Content-Type: application/http', 'Content-Transfer-Encoding: binary', '', 'HTTP/1.1 412 Precondition Failed', 'Content-Type: application/json', '', '{"error":{"code":"0x80060882","message":"No."}}',
    '--batchresponse_1--', '',
  ); // prettier-ignore

  it('is read part by part', () => {
    const { parts, complete } = readMultipart(answer, 'batchresponse_1');
    expect(complete).toBe(true);
    expect(parts.map(({ status }) => status)).toEqual([204, 412]);
    expect(parts.map(({ body }) => body)).toEqual(['', '{"error":{"code":"0x80060882","message":"No."}}']);
    expect(partHeader(parts[0] as never, 'etag')).toBe('W/"8"');
    expect(partHeader(parts[1] as never, 'etag')).toBeUndefined();
  });

  it('that was cut is read as far as whole parts go, whatever the place of the cut', () => {
    for (let length = 0; length < answer.length - 4; length++) {
      const { parts, complete } = readMultipart(answer.slice(0, length), 'batchresponse_1');
      expect(complete).toBe(false);
      for (const part of parts) expect([204, 412]).toContain(part.status);
      expect(parts.length).toBeLessThanOrEqual(2);
    }
  });

  it.each([
    ['multipart/mixed; boundary=batchresponse_1', 'batchresponse_1'],
    ['multipart/mixed; boundary="batchresponse_1"; charset=utf-8', 'batchresponse_1'],
    ['text/html', undefined],
    [undefined, undefined],
  ])('has the boundary that %s names', (type, boundary) => expect(boundaryOf(type)).toBe(boundary));
});
