/** Root of the first version of the REST surface. Paths are stable from the day they land. */
export const v1 = (path: string): string => `api/v1/${path}`;

/** Below one connection. */
export const ofConnection = (path: string): string => v1(`connections/:connectionId/${path}`);
