import { refusals } from '../dataverse-error';

/** One item of `$expand`, with the options in its parentheses as text. */
export interface ExpandItem {
  readonly name: string;
  /** `nav/$ref`: the reference only. */
  readonly reference: boolean;
  readonly select?: string;
  readonly filter?: string;
  readonly orderby?: string;
  readonly top?: string;
  readonly expand?: string;
}

const inner = new Set(['select', 'filter', 'orderby', 'top', 'expand']);
const mostItems = 15;

export function parseExpand(text: string): ExpandItem[] {
  const items = splitOutside(text, ',').map((part) => parseItem(part.trim()));
  if (countAll(items) > mostItems) throw refusals.shape(`Number of Expand clauses exceeds the maximum of ${mostItems}.`);
  return items;
}

function countAll(items: readonly ExpandItem[]): number {
  return items.reduce((sum, { expand }) => sum + 1 + (expand === undefined ? 0 : splitOutside(expand, ',').length), 0);
}

function parseItem(part: string): ExpandItem {
  const [, name, reference, , options] = /^([A-Za-z_]\w*)(\/\$ref)?(\((.*)\))?$/s.exec(part) ?? [];
  if (name === undefined) throw refusals.syntax(`Syntax error in the $expand clause '${part}'.`);
  const found: Record<string, string> = {};
  for (const option of options === undefined ? [] : splitOutside(options, ';')) {
    const at = option.indexOf('=');
    const key = option.slice(0, at).trim();
    if (!key.startsWith('$') || !inner.has(key.slice(1))) throw refusals.shape(`The query option ${key} is not supported inside $expand.`);
    found[key.slice(1)] = option.slice(at + 1);
  }
  return { name, reference: reference !== undefined, ...found };
}

/** Splits at a separator that stands outside of parentheses and quotes. */
export function splitOutside(text: string, separator: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let quoted = false;
  let start = 0;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === "'") quoted = !quoted;
    if (quoted) continue;
    if (character === '(') depth += 1;
    if (character === ')') depth -= 1;
    if (character !== separator || depth > 0) continue;
    parts.push(text.slice(start, at));
    start = at + 1;
  }
  return [...parts, text.slice(start)];
}
