/** One request and its answer as the proxy saw them pass. */
export interface PassedExchange {
  /** `POST /api/data/v9.2/$batch HTTP/1.1` */
  readonly requestLine: string;
  /** When its first byte came, in milliseconds of the monotonic clock. */
  readonly sentAt: number;
  status?: number;
  /** Seconds, from the answer's header. */
  retryAfter?: number;
  answeredAt?: number;
  /** What the weather did to it. */
  fate: 'passed' | 'dropped' | 'reset' | 'truncated';
}

/** What the first bytes of a request say. */
export const requestLineOf = (bytes: Buffer): string => bytes.subarray(0, 2_000).toString('latin1').split('\r\n', 1)[0] ?? '';

/** What the first bytes of an answer say. */
export function answerHeadOf(bytes: Buffer): { status?: number; retryAfter?: number } {
  const head = bytes.subarray(0, 8_000).toString('latin1').split('\r\n\r\n', 1)[0] ?? '';
  const status = /^HTTP\/1\.1 (\d{3})/.exec(head)?.[1];
  const retryAfter = /\r\nretry-after: *(\d+)/i.exec(head)?.[1];
  return { ...(status && { status: Number(status) }), ...(retryAfter && { retryAfter: Number(retryAfter) }) };
}

/** Whether a request may have changed something at the server. */
export const isWrite = ({ requestLine }: PassedExchange): boolean => /^(POST|PATCH|DELETE) /.test(requestLine);
