/** Secrets of the local stack: kept in its folder, readable for the owner only. */
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The file with the master key, made at the first start. */
export function masterKeyFile(folder: string): string {
  const file = join(folder, 'master-key');
  if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString('base64'), { mode: 0o600 });
  return file;
}

/** The administrator's token, made at the first start. */
export function administratorToken(folder: string): string {
  const file = join(folder, 'api-token');
  if (!existsSync(file)) writeFileSync(file, `tandem_${randomBytes(24).toString('base64url')}`, { mode: 0o600 });
  return readFileSync(file, 'utf8').trim();
}
