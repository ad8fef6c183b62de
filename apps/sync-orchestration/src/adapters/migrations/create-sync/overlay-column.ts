/** Overlay of what really happens; a dry run has its own. Not null, so that unique indexes see it. */
export const overlay = `overlay uuid not null default '00000000-0000-0000-0000-000000000000'`;
