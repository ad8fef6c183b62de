import type { TextFunction } from './expression';

/** `contains`, `startswith` and `endswith` as SQL LIKE does them: regardless of case, with the wildcards `%`, `_`, `[abc]` and `[^abc]`. */
export function likePattern(name: TextFunction, pattern: string): (text: string) => boolean {
  if (/[%_[]/.test(pattern)) return matcher(regularExpression(name, pattern));
  const wanted = pattern.toLowerCase();
  if (name === 'contains') return (text) => text.toLowerCase().includes(wanted);
  if (name === 'startswith') return (text) => text.toLowerCase().startsWith(wanted);
  return (text) => text.toLowerCase().endsWith(wanted);
}

function matcher(expression: RegExp): (text: string) => boolean {
  return (text) => expression.test(text);
}

function regularExpression(name: TextFunction, pattern: string): RegExp {
  const body = pattern.replace(/\[\^?[^\]]*\]|[%_]|[\\^$.*+?()|{}[\]/-]/g, translated);
  return new RegExp(`${name === 'endswith' ? '' : name === 'startswith' ? '^' : ''}${body}${name === 'endswith' ? '$' : ''}`, 'is');
}

function translated(part: string): string {
  if (part === '%') return '.*';
  if (part === '_') return '.';
  if (part.length > 1 && part.startsWith('[')) return part.replace(/\\/g, '\\\\');
  return `\\${part}`;
}
