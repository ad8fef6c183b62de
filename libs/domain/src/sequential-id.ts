/** New ids that sort by the time they were made (UUID version 7), so that an index of millions grows at its end and not everywhere. */
import { randomFillSync } from 'node:crypto';

const bytesPerId = 10;
const pool = Buffer.alloc(bytesPerId * 256);
let used = pool.length;

/** Random bytes as hexadecimal digits; fetched for many ids at once. */
function randomDigits(): string {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += bytesPerId;
  return pool.toString('hex', used - bytesPerId, used);
}

/**
 * A new id: 48 bits of the time in milliseconds, 74 random bits.
 * @param now milliseconds since 1970, UTC
 */
export function sequentialId(now: number = Date.now()): string {
  const time = now.toString(16).padStart(12, '0');
  const random = randomDigits();
  const variant = '89ab'[parseInt(random.charAt(3), 16) & 3];
  return `${time.slice(0, 8)}-${time.slice(8)}-7${random.slice(0, 3)}-${variant}${random.slice(4, 7)}-${random.slice(8)}`;
}
