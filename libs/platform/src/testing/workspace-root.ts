import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The folder of the workspace: the nearest one upwards that holds `nx.json`. */
export function workspaceRoot(from: string = process.cwd()): string {
  if (existsSync(join(from, 'nx.json'))) return from;
  const parent = dirname(from);
  if (parent === from) throw new Error('Run this inside the workspace: no nx.json was found in any parent folder.');
  return workspaceRoot(parent);
}
