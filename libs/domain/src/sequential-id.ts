/** New ids that sort by the time they were made (UUID version 7), so that an index of millions grows at its end and not everywhere. */
import { randomFillSync } from 'node:crypto';

const randomBytes = new Uint8Array(10 * 256);
let used = randomBytes.length;

function random(): Uint8Array {
  if (used === randomBytes.length) {
    randomFillSync(randomBytes);
    used = 0;
  }
  used += 10;
  return randomBytes.subarray(used - 10, used);
}

const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, '0');

/**
 * A new id: 48 bits of the time in milliseconds, 74 random bits.
 * @param now milliseconds since 1970, UTC
 */
export function sequentialId(now: number = Date.now()): string {
  const time = hex(now, 12);
  const [a = 0, b = 0, c = 0, d = 0, ...rest] = random();
  const version = hex(0x7000 | ((a & 0x0f) << 8) | b, 4);
  const variant = hex(0x8000 | ((c & 0x3f) << 8) | d, 4);
  return `${time.slice(0, 8)}-${time.slice(8)}-${version}-${variant}-${rest.map((byte) => hex(byte, 2)).join('')}`;
}
