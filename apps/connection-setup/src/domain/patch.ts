/** How a change is laid over what holds: absent stays, null clears. */

/** A change to `T`: any part of it. */
export type Patch<T> = { readonly [Key in keyof T]?: T[Key] | null };

/** `current` with the change laid over it; a change of null clears all of it. */
export function patched<T extends object>(current: T, change: Patch<T> | null | undefined): T {
  if (change === null) return {} as T;
  const changes = Object.entries(change ?? {}).filter(([, value]) => value !== undefined);
  const all = Object.entries({ ...current, ...Object.fromEntries(changes) });
  return Object.fromEntries(all.filter(([, value]) => value !== null)) as T;
}
