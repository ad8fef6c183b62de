/** One operation on its way: the request as the API sees it, alone or as a part of a $batch. */
import type { IncomingHttpHeaders } from 'node:http';
import type { Company } from '../store/company';
import type { Writer } from '../store/transaction';
import type { Address } from './address';
import type { Preferences } from './preferences';

export interface Call {
  readonly method: string;
  readonly address: Address;
  readonly query: URLSearchParams;
  /** The query as it came, for the link to the next page. */
  readonly rawQuery: string;
  readonly headers: IncomingHttpHeaders;
  readonly preferences: Preferences;
  readonly writer: Writer;
  /** `https://host` of links in the answer. */
  readonly origin: string;
  /** The parsed body, read only by operations that need one. */
  body(): Readonly<Record<string, unknown>>;
}

/** An answer before it is put on the wire or into a batch. `json` marks a body with OData headers. */
export interface Reply {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: string;
  readonly rowsRead?: number;
  readonly rowsWritten?: number;
}

export const jsonType = 'application/json; odata.metadata=minimal; odata.streaming=true; charset=utf-8';

export const jsonReply = (status: number, body: string, more: Partial<Reply> = {}): Reply => ({
  ...more,
  status,
  headers: { 'Content-Type': jsonType, 'OData-Version': '4.0', ...more.headers },
  body,
});

export const emptyReply = (status: number, more: Partial<Reply> = {}): Reply => ({
  ...more,
  status,
  headers: { 'OData-Version': '4.0', ...more.headers },
  body: '',
});

/** `company` as the address, the query or the header named it. */
export interface CompanyCall extends Call {
  readonly company: Company;
}
