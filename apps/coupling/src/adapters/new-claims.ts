/** New claims on their way into the database, a chunk at a time. */
import { codeOf } from '@tandem/platform/persistence/database-failures';
import { Unstored } from '../domain/coupling';
import { agreedColumn, claimedColumn } from './coupling.table';

/** The columns in which new claims of one page differ from each other; JSON has no line breaks of its own, so that lines can part it. */
export const claimColumns = (claims: readonly Unstored[]): unknown[] => [
  claims.map(({ id }) => id),
  claims.map(({ ids }) => ids.businessCentral),
  claims.map(({ ids }) => ids.sales),
  claims.map(({ businessKey }) => businessKey ?? ''),
  claims.map(({ label }) => label),
  claims.map((claim) => JSON.stringify(agreedColumn(claim))).join('\n'),
  claims.map((claim) => JSON.stringify(claimedColumn(claim))).join('\n'),
];

/** A claim as the database numbers it. */
export type StoredClaim = { readonly id: string; readonly version: string };

/** Somebody has one of the records: SQLSTATE of a unique violation. */
export const isTaken = (error: unknown): boolean => codeOf(error) === '23505';

/** One record that somebody has undoes the statement for all: which one it was is found by deciding record by record. */
export const orNoneIfTaken = (stored: Promise<StoredClaim[]>): Promise<StoredClaim[]> =>
  stored.catch((error: unknown) => {
    if (isTaken(error)) return [];
    throw error;
  });
