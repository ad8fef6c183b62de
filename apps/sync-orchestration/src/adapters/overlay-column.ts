/** How the overlay stands in a column: never null, so that unique indexes see it. */
const reality = '00000000-0000-0000-0000-000000000000';

export const toOverlayColumn = (overlay: string | null): string => overlay ?? reality;
export const fromOverlayColumn = (column: string): string | null => (column === reality ? null : column);

/** SQL: whether a row belongs to a dry run. */
export const isOverlaid = (alias: string): string => `${alias}.overlay <> '${reality}'`;

/** SQL: whether a job writes to neither system. */
export const writesNothing = (alias: string): string => `(${isOverlaid(alias)} or ${alias}.preview)`;
