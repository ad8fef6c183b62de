/** Whether a version comes before another: up to four numbers with dots, missing ones are 0. */
export function isOlder(version: string, than: string): boolean {
  const [numbers, limits] = [version, than].map((text) => text.split('.').map(Number)) as [number[], number[]];
  const at = limits.findIndex((limit, place) => (numbers[place] ?? 0) !== limit);
  return at >= 0 && (numbers[at] ?? 0) < (limits[at] ?? 0);
}
