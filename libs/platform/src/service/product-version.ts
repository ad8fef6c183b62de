import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Version of Tandem that this process runs: of the nearest `package.json` upwards, which lies beside `dist` and `node_modules` wherever a service is installed. */
export function productVersion(from: string = __dirname): string {
  const file = join(from, 'package.json');
  if (existsSync(file)) return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
  const parent = dirname(from);
  if (parent === from) return 'unknown';
  return productVersion(parent);
}
