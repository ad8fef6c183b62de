import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { format, resolveConfig } from 'prettier';

/** Writes a file in the project's form; answers its path. @throws Error where there is one already */
export async function newFile(root: string, path: string, text: string): Promise<string> {
  if (existsSync(join(root, path))) throw new Error(`${path} exists already.`);
  mkdirSync(dirname(join(root, path)), { recursive: true });
  return replaceFile(root, path, text);
}

/** Writes a file in the project's form, whatever was there. */
export async function replaceFile(root: string, path: string, text: string): Promise<string> {
  const options = await resolveConfig(join(root, path));
  writeFileSync(join(root, path), await format(text, { ...options, parser: 'typescript' }));
  return path;
}
