/** How a coupling stands in a row of `couplings`. */
import { Direction, Side } from '@tandem/domain/value';
import { CoupledPair } from '../domain/coupling-events';
import {
  AgreedPairs,
  ClaimedValues,
  Counted,
  Coupling,
  CouplingState,
  Creation,
  Digests,
  OpenClaim,
  Settlement,
  Unstored,
} from '../domain/coupling';

/** Columns that a change may touch, with their types; `connection_id` and `id` name the row. */
export const changeableColumns = {
  mapping: 'text',
  business_central_table: 'text',
  sales_table: 'text',
  business_central_id: 'text',
  sales_id: 'text',
  business_key: 'text',
  label: 'text',
  state: 'text',
  version: 'bigint',
  agreed: 'json',
  digests: 'jsonb',
  first_direction: 'text',
  deleted: 'text',
  claim_kind: 'text',
  claim_direction: 'text',
  claim_page: 'text',
  claim_token: 'integer',
  lease_ends_at: 'timestamptz',
  claimed: 'json',
  settled_page: 'text',
  settled_token: 'integer',
  settled_from: 'bigint',
  settled_as: 'text[]',
  match_run: 'uuid',
  created_in: 'uuid',
  created_direction: 'text',
  created_at: 'timestamptz',
  changed_at: 'timestamptz',
} as const;

export const columnNames = Object.keys(changeableColumns);

/** Columns with values that stay behind unless they are asked for. */
export const valueColumns: readonly string[] = ['agreed', 'claimed', 'settled_as'];

/** The values of a claim; its pairs stand in `agreed` where nothing has been agreed before. */
type StoredClaim = ClaimedValues | Omit<ClaimedValues, 'pairs'>;

interface ValuesOfARow {
  readonly agreed: AgreedPairs | null;
  readonly claimed: ClaimedValues | null;
}

export interface CouplingRow {
  readonly id: string;
  readonly mapping: string;
  readonly business_central_table: string;
  readonly sales_table: string;
  readonly business_central_id: string | null;
  readonly sales_id: string | null;
  /** Empty where there is none, so that lists can be ordered and continued by it. */
  readonly business_key: string;
  readonly label: string | null;
  readonly state: CouplingState;
  /** 64 bits wide, therefore text. */
  readonly version: string;
  readonly agreed?: AgreedPairs | null;
  readonly digests: Digests;
  readonly first_direction: Direction | null;
  readonly deleted: Side | null;
  readonly claim_kind: OpenClaim['kind'] | null;
  readonly claim_direction: Direction | null;
  readonly claim_page: string | null;
  readonly claim_token: number | null;
  readonly lease_ends_at: Date | string | null;
  readonly claimed?: StoredClaim | null;
  readonly settled_page: string | null;
  readonly settled_token: number | null;
  readonly settled_from: string | null;
  readonly settled_as?: readonly Counted[] | null;
  readonly match_run: string | null;
  readonly created_in: string | null;
  readonly created_direction: Direction | null;
  readonly created_at: Date | string;
  readonly changed_at: Date | string;
}

export const toRow = (coupling: Coupling): CouplingRow => ({
  ...unstoredRow(coupling),
  version: String(coupling.version),
  created_at: coupling.createdAt,
  changed_at: coupling.changedAt,
});

/** The columns that storing does not set by itself. */
export const unstoredRow = (coupling: Unstored): Omit<CouplingRow, 'version' | 'created_at' | 'changed_at'> => ({
  id: coupling.id,
  mapping: coupling.tables.mapping,
  business_central_table: coupling.tables.businessCentral,
  sales_table: coupling.tables.sales,
  business_central_id: coupling.ids.businessCentral,
  sales_id: coupling.ids.sales,
  business_key: coupling.businessKey ?? '',
  label: coupling.label,
  state: coupling.state,
  agreed: agreedColumn(coupling),
  digests: coupling.digests,
  first_direction: coupling.firstDirection,
  deleted: coupling.deleted,
  ...claimColumns(coupling.claim),
  claimed: claimedColumn(coupling),
  ...settledColumns(coupling.settled),
  match_run: coupling.matchRun,
  created_in: coupling.creation?.reviewId ?? null,
  created_direction: coupling.creation?.direction ?? null,
});

const claimColumns = (claim: OpenClaim | null) => ({
  claim_kind: claim?.kind ?? null,
  claim_direction: claim?.direction ?? null,
  claim_page: claim?.holder.pageId ?? null,
  claim_token: claim?.holder.token ?? null,
  lease_ends_at: claim?.holder.leaseEndsAt ?? null,
});

/** Records that have never agreed wait for the end of a claim with its pairs where they will be agreed: confirming the claim then moves nothing. */
const keepsPairsWhereTheyWillBeAgreed = ({ state, agreed }: Unstored): boolean => state === 'claimed' && agreed === null;

export const agreedColumn = (coupling: Unstored): AgreedPairs | null =>
  keepsPairsWhereTheyWillBeAgreed(coupling) ? (coupling.claim?.pairs ?? null) : coupling.agreed;

export function claimedColumn(coupling: Unstored): StoredClaim | null {
  if (!coupling.claim) return null;
  const { pairs, written, digests, overwritten } = coupling.claim;
  return keepsPairsWhereTheyWillBeAgreed(coupling) ? { written, digests, overwritten } : { pairs, written, digests, overwritten };
}

/** What is agreed and what is claimed, as the two columns keep it. */
export function valuesFrom({ agreed = null, claimed = null }: Pick<CouplingRow, 'agreed' | 'claimed'>): ValuesOfARow {
  if (!claimed) return { agreed, claimed: null };
  return 'pairs' in claimed ? { agreed, claimed } : { agreed: null, claimed: { ...claimed, pairs: agreed ?? {} } };
}

const settledColumns = (settled: Settlement | null) => ({
  settled_page: settled?.pageId ?? null,
  settled_token: settled?.token ?? null,
  settled_from: settled && settled.from !== null ? String(settled.from) : null,
  settled_as: settled && settled.counted.length > 0 ? settled.counted : null,
});

type PairRow = Pick<
  CouplingRow,
  'mapping' | 'business_central_table' | 'sales_table' | 'business_central_id' | 'sales_id' | 'business_key'
>;

/** The two records of a row. */
export const pairFrom = (row: PairRow): CoupledPair => ({
  tables: { mapping: row.mapping, businessCentral: row.business_central_table, sales: row.sales_table },
  ids: { businessCentral: row.business_central_id, sales: row.sales_id },
  businessKey: row.business_key === '' ? null : row.business_key,
});

export const fromRow = (row: CouplingRow): Coupling => ({
  id: row.id,
  ...pairFrom(row),
  label: row.label,
  state: row.state,
  version: BigInt(row.version),
  agreed: valuesFrom(row).agreed,
  digests: row.digests,
  firstDirection: row.first_direction,
  deleted: row.deleted,
  claim: claimFrom(row),
  settled: settledFrom(row),
  matchRun: row.match_run,
  creation: creationFrom(row),
  createdAt: new Date(row.created_at),
  changedAt: new Date(row.changed_at),
});

const nothingClaimed: ClaimedValues = { pairs: {}, written: {}, digests: {}, overwritten: {} };

function claimFrom(row: CouplingRow): OpenClaim | null {
  const { claim_kind: kind, claim_direction: direction, claim_page: pageId, claim_token: token, lease_ends_at: leaseEnd } = row;
  if (!kind || !direction || !pageId || token === null || !leaseEnd) return null;
  return { kind, direction, holder: { pageId, token, leaseEndsAt: new Date(leaseEnd) }, ...nothingClaimed, ...valuesFrom(row).claimed };
}

const creationFrom = ({ created_in: reviewId, created_direction: direction }: CouplingRow): Creation | null =>
  reviewId === null || direction === null ? null : { reviewId, direction };

function settledFrom({
  settled_page: pageId,
  settled_token: token,
  settled_from: from,
  settled_as: counted,
}: CouplingRow): Settlement | null {
  return pageId === null || token === null ? null : { pageId, token, from: from === null ? null : BigInt(from), counted: counted ?? [] };
}
