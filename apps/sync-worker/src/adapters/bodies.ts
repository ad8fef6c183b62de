/** Half a message: bodies are split so that each stays below the bus's limit of one megabyte. */
const largestBody = 512 * 1024;

/** Cuts a list so that each piece stays below a number of characters as JSON. */
export function bodiesOf<T>(list: readonly T[], largest = largestBody): T[][] {
  const pieces: T[][] = [[]];
  let size = 0;
  for (const entry of list) {
    const length = JSON.stringify(entry).length;
    if (size + length > largest && pieces[pieces.length - 1]?.length) {
      pieces.push([]);
      size = 0;
    }
    pieces[pieces.length - 1]?.push(entry);
    size += length;
  }
  return pieces.filter((piece) => piece.length > 0);
}
