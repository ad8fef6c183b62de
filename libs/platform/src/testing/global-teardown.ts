/** Jest's globalTeardown that belongs to `global-setup.ts`. */
import type { LocalPostgres } from './local-postgres';

export default async function tearDown(): Promise<void> {
  await (globalThis as { tandemPostgres?: LocalPostgres }).tandemPostgres?.stop();
}
