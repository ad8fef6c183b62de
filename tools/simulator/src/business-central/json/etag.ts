/** ETags: opaque to clients, `W/"<base64 of quoted internal bytes>"`, a new one with every change of the row. */
import type { EntitySet } from '../catalogue/entity-set';
import { Row, system } from '../store/column';

/** Documents show a new ETag when a line changes; other rows only when they change themselves. */
const documents = new Set(['salesOrders', 'salesQuotes', 'salesInvoices']);

export const etagPlace = (set: EntitySet): number => (documents.has(set.table) ? system.version : system.ownVersion);

/** The text between the quotes of the ETag of a row version. */
export const etagText = (version: number): string => btoa(`'20;${version};00;'`);

export const etagOf = (row: Row, set: EntitySet): string => `W/"${etagText(row[etagPlace(set)] as number)}"`;
