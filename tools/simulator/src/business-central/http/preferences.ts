/** Request headers that steer an answer, each refused when its value means nothing. */
import type { IncomingHttpHeaders } from 'node:http';
import { WireError, badRequest } from './wire-error';

export interface Preferences {
  /** Rows of a page. */
  readonly pageSize: number;
  readonly noContent: boolean;
  readonly continueOnError: boolean;
  readonly withMetadata: boolean;
}

export const largestPage = 20_000;

const defaults: Preferences = { pageSize: largestPage, noContent: false, continueOnError: true, withMetadata: true };

export function readPreferences(headers: IncomingHttpHeaders, method: string): Preferences {
  checkIntent(headers['data-access-intent'], method);
  checkVersion(headers['odata-version']);
  const prefer = headers['prefer'];
  const withMetadata = metadataOf(headers['accept']);
  if (prefer === undefined) return withMetadata ? defaults : { ...defaults, withMetadata };
  return { ...defaults, withMetadata, ...preferred(String(prefer)) };
}

/** `odata.track-changes` is ignored: there are no delta links since version 24. */
function preferred(prefer: string): Partial<Preferences> {
  const [size] = /odata\.maxpagesize=[^,;]*/i.exec(prefer) ?? /(?<!\.)maxpagesize=[^,;]*/i.exec(prefer) ?? [];
  return {
    ...(size === undefined ? {} : { pageSize: pageSizeOf(size.slice(size.indexOf('=') + 1)) }),
    ...(/return-no-content|return=minimal/i.test(prefer) ? { noContent: true } : {}),
    ...(/continue-on-error=false/i.test(prefer) ? { continueOnError: false } : {}),
  };
}

function pageSizeOf(text: string): number {
  const size = Number(text.trim());
  if (!Number.isInteger(size) || size < 1) throw badRequest(`The value '${text}' of odata.maxpagesize is not a positive integer.`);
  if (size > largestPage)
    throw new WireError(413, 'BadRequest', `The page size ${size} is larger than the maximum of ${largestPage} entities.`);
  return size;
}

function checkIntent(intent: string | string[] | undefined, method: string): void {
  if (intent === undefined) return;
  const value = String(intent).toLowerCase();
  if (value !== 'readonly' && value !== 'readwrite')
    throw badRequest(`The value '${intent}' of the header Data-Access-Intent is not valid.`);
  if (value === 'readonly' && method !== 'GET')
    throw badRequest('Data-Access-Intent: ReadOnly cannot be used with a request that writes.', 'BadRequest_InvalidOperation');
}

function checkVersion(version: string | string[] | undefined): void {
  if (version !== undefined && version !== '4.0' && version !== '4.01')
    throw badRequest(`The OData-Version '${version}' is not supported.`);
}

function metadataOf(accept: string | undefined): boolean {
  if (accept === undefined) return true;
  if (!/\*\/\*|application\/(json|\*|xml)|multipart\/mixed|text\/plain/i.test(accept))
    throw new WireError(415, 'BadRequest', `The media type '${accept}' is not supported.`);
  return !/odata\.metadata=none/i.test(accept);
}
