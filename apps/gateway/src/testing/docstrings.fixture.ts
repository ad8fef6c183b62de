/** Reads what the docstrings of classes say: of the class itself under the empty name, of each property under its own. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  ClassDeclaration,
  createSourceFile,
  forEachChild,
  getJSDocCommentsAndTags,
  isClassDeclaration,
  isPropertyDeclaration,
  Node,
  ScriptTarget,
} from 'typescript';

export type Docstrings = Record<string, Record<string, string>>;

/** Of every class in TypeScript files. */
export const docstringsIn = (files: readonly string[]): Docstrings => Object.assign({}, ...files.map(docstringsOf)) as Docstrings;

/** The TypeScript files of a folder, without tests. */
export function sourcesIn(folder: string): string[] {
  const names = readdirSync(folder).filter((name) => /(?<!\.spec|\.fixture)\.ts$/.test(name));
  return names.sort().map((name) => join(folder, name));
}

function docstringsOf(path: string): Docstrings {
  const found: Docstrings = {};
  forEachChild(createSourceFile(path, readFileSync(path, 'utf8'), ScriptTarget.ES2023, true), (node) => {
    if (isClassDeclaration(node) && node.name) found[node.name.text] = textsOf(node);
  });
  return Object.fromEntries(Object.entries(found).filter(([, texts]) => Object.keys(texts).length > 0));
}

function textsOf(declaration: ClassDeclaration): Record<string, string> {
  const properties = declaration.members.filter(isPropertyDeclaration);
  const texts = [['', textOf(declaration)], ...properties.map((property) => [property.name.getText(), textOf(property)])];
  return Object.fromEntries(texts.filter(([, text]) => text)) as Record<string, string>;
}

function textOf(node: Node): string {
  const [comment] = getJSDocCommentsAndTags(node);
  return typeof comment?.comment === 'string' ? comment.comment.replace(/\s*\n\s*/g, '\n') : '';
}
