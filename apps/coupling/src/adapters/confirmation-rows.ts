/** Confirmations on their way into the database, and what comes back of those that were carried out. */
import { ConfirmRequest, writesOf } from '../domain/confirmations';
import { Write } from '../domain/draft';
import { CouplingRow } from './coupling.table';

/** A coupling that was confirmed as it had been read; `was` is its state before. */
export type ConfirmedRow = { readonly was: string } & Pick<
  CouplingRow,
  'id' | 'mapping' | 'business_central_table' | 'sales_table' | 'business_central_id' | 'sales_id' | 'business_key'
>;

/** What the confirmations that were carried out say was written. */
export function writesIn(requests: readonly ConfirmRequest[], confirmed: readonly ConfirmedRow[]): Write[] {
  const rows = new Map(confirmed.map((row) => [row.id, row]));
  return requests.flatMap((request) => {
    const row = rows.get(request.couplingId);
    const recordId = request.direction === 'toSales' ? row?.sales_id : row?.business_central_id;
    return row && recordId ? writesOf(request, { mapping: row.mapping, recordId, created: row.was === 'claimed' }) : [];
  });
}

/** A confirmation as the statement reads it. */
export const confirmationRow = ({ couplingId, version, businessKey, label, pairs, digests, wrote, marks }: ConfirmRequest) => ({
  ...{ id: couplingId, version: String(version), label, pairs, digests, wrote, marks },
  business_key: businessKey === null ? '' : businessKey,
});
