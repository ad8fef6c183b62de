/** Reads how long a service asks us to wait. */

/** Nobody is made to wait longer than this for one header, in milliseconds. */
export const longestRetryAfterMs = 3_600_000;

/** Milliseconds from a `Retry-After` header (seconds or an HTTP date), at most an hour; undefined where there is none that can be read. */
export const retryAfterMs = (header: string | undefined, now: number): number | undefined => {
  const text = header?.trim();
  if (!text) return undefined;
  const wait = /^\d+(\.\d+)?$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now;
  return Number.isNaN(wait) ? undefined : Math.min(Math.max(wait, 0), longestRetryAfterMs);
};
