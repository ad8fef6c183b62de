import { refusals } from '../dataverse-error';

/** The place where the next page begins, as the opaque XML cookie of `$skiptoken`. */
export interface PagePlace {
  readonly page: number;
  /** Id of the last row of the page before. */
  readonly lastId: string;
  /** Values of its order properties by name, when the query is ordered. */
  readonly lastValues: readonly unknown[];
  /** Row version at which change tracking begins, when the read is tracked. */
  readonly trackedFrom?: number;
}

export function writeCookie(place: PagePlace, primaryId: string): string {
  const last = Buffer.from(JSON.stringify(place.lastValues)).toString('base64url');
  const inner = `<cookie page="${place.page - 1}"><${primaryId} last="{${place.lastId.toUpperCase()}}" first="{${place.lastId.toUpperCase()}}" /><order last="${last}" /></cookie>`;
  const tracking = place.trackedFrom === undefined ? 'False' : 'True';
  const from = place.trackedFrom === undefined ? '' : ` trackingversion="${place.trackedFrom}"`;
  const cookie = `<cookie pagenumber="${place.page}" pagingcookie="${encodeURIComponent(encodeURIComponent(inner))}" istracking="${tracking}"${from} />`;
  return encodeURIComponent(cookie);
}

/** Reads a cookie that this service wrote (already percent-decoded once); anything else is refused. */
export function readCookie(text: string): PagePlace {
  const outer = /^<cookie pagenumber="(\d+)" pagingcookie="([^"]*)" istracking="(?:True|False)"(?: trackingversion="(\d+)")? \/>$/.exec(
    text,
  );
  const inner = outer === null ? null : /last="\{([0-9A-F-]{36})\}".*<order last="([^"]*)"/.exec(decodeTwice(outer[2] ?? ''));
  if (outer === null || inner === null) throw refusals.argument('Invalid skiptoken value.');
  return {
    page: Number(outer[1]),
    lastId: (inner[1] as string).toLowerCase(),
    lastValues: JSON.parse(Buffer.from(inner[2] as string, 'base64url').toString('utf8')) as unknown[],
    ...(outer[3] === undefined ? {} : { trackedFrom: Number(outer[3]) }),
  };
}

function decodeTwice(text: string): string {
  try {
    return decodeURIComponent(decodeURIComponent(text));
  } catch {
    throw refusals.argument('Invalid skiptoken value.');
  }
}
