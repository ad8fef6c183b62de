import { DataverseError, refusals } from '../dataverse-error';
import type { Table } from '../metadata/table';
import type { RequestContext } from '../request-context';
import type { Row } from '../storage/row';

/** If-Match and If-None-Match (wire/dataverse.md sections 4.2 and 4.3). */

/** Refuses an update or deletion whose If-Match does not fit the row. */
export function checkIfMatch(context: RequestContext, table: Table, row: Row | undefined, missing: () => DataverseError): void {
  const wanted = context.headers['if-match'];
  if (wanted === undefined) return;
  if (row === undefined) throw missing();
  if (wanted === '*') return;
  if (!table.optimisticConcurrency)
    throw new DataverseError(
      400,
      '0x8006088D',
      `Optimistic concurrency isn't enabled for entity type ${table.logicalName}. The IfVersionMatches value of ConcurrencyBehavior can only be used if optimistic concurrency is enabled.`,
    );
  if (versionOf(wanted) !== row.version) throw refusals.staleVersion();
}

/** Refuses a creation only when the row exists. */
export function checkIfNoneMatch(context: RequestContext, row: Row | undefined): void {
  if (context.headers['if-none-match'] === '*' && row !== undefined) throw refusals.duplicateKey();
}

/** Whether a GET may answer 304. */
export function unchanged(context: RequestContext, table: Table, row: Row, expanded: boolean): boolean {
  const held = context.headers['if-none-match'];
  if (held === undefined || expanded || context.preferences.annotations !== undefined || !table.optimisticConcurrency) return false;
  return /^(W\/)?"\d+"$/.test(held) && versionOf(held) === row.version;
}

function versionOf(etag: string): number {
  const [, version] = /^(?:W\/)?"(\d+)"$/.exec(etag.trim()) ?? [];
  if (version === undefined) throw new DataverseError(400, '0x80060883', `The concurrency token '${etag}' is not valid.`);
  return Number(version);
}

export function etag(row: Row): string {
  return `W/"${row.version}"`;
}
