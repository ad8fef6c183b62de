/** Transformation rules: optional changes of a value on its way, as data that REST, console and documentation can show. */
import { Direction, Value } from '../value';

export type Transformation =
  | { readonly kind: 'upperCase' | 'lowerCase' | 'trim' | 'titleCase' }
  | { readonly kind: 'substring'; readonly start: number; readonly length: number }
  | { readonly kind: 'replace'; readonly find: string; readonly with: string }
  | { readonly kind: 'table'; readonly values: Readonly<Record<string, string>>; readonly otherwise?: string };

/** A named transformation and the direction in which it acts, before the field is transferred. */
export interface TransformationRule {
  readonly name: string;
  readonly direction: Direction;
  readonly transformation: Transformation;
}

const titleCase = (text: string): string => text.toLowerCase().replace(/(^|\s)\S/g, (letter) => letter.toUpperCase());

function transformText(text: string, transformation: Transformation): string {
  switch (transformation.kind) {
    case 'upperCase':
      return text.toUpperCase();
    case 'lowerCase':
      return text.toLowerCase();
    case 'trim':
      return text.trim();
    case 'titleCase':
      return titleCase(text);
    case 'substring':
      return text.slice(transformation.start, transformation.start + transformation.length);
    case 'replace':
      return text.replaceAll(transformation.find, transformation.with);
    case 'table':
      return (Object.hasOwn(transformation.values, text) ? transformation.values[text] : transformation.otherwise) ?? text;
  }
}

/** Applies a rule to a value; only text is ever changed, a blank stays blank. */
export function transform(value: Value, rule: TransformationRule | undefined, direction: Direction): Value {
  if (rule === undefined || rule.direction !== direction || typeof value !== 'string') return value;
  return transformText(value, rule.transformation);
}
