import { refusals } from '../dataverse-error';

/** The words of an OData expression. */
export type Token =
  | { kind: 'name'; text: string }
  | { kind: 'string'; text: string }
  | { kind: 'number'; text: string }
  | { kind: 'guid'; text: string }
  | { kind: 'date'; text: string }
  | { kind: 'alias'; text: string }
  | { kind: 'sign'; text: string };

const patterns: ReadonlyArray<[Token['kind'], RegExp]> = [
  ['guid', /[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}/y],
  ['date', /\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})?)?/y],
  ['number', /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y],
  ['alias', /@[A-Za-z_]\w*/y],
  ['name', /[A-Za-z_][\w.]*/y],
  ['sign', /[(),:/=[\]*$]/y],
];

/** Splits an expression (already percent-decoded); refuses what is no OData. Strings may stand in single or double quotes. */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const character = text[at] as string;
    if (character === ' ' || character === '\t') at += 1;
    else if (character === "'" || character === '"') at = readString(text, at, tokens);
    else at = readWord(text, at, tokens);
  }
  return tokens;
}

function readString(text: string, start: number, tokens: Token[]): number {
  const quote = text[start] as string;
  let value = '';
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] !== quote) value += text[at];
    else if (text[at + 1] === quote) value += text[at++];
    else {
      tokens.push({ kind: 'string', text: value });
      return at + 1;
    }
  }
  throw refusals.syntax(`There is an unterminated string literal at position ${text.length} in '${text}'.`);
}

function readWord(text: string, at: number, tokens: Token[]): number {
  for (const [kind, pattern] of patterns) {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found === null) continue;
    tokens.push({ kind, text: found[0] });
    return at + found[0].length;
  }
  throw refusals.syntax(`Syntax error: character '${text[at]}' is not valid at position ${at} in '${text}'.`);
}

/** Walks over tokens. */
export class TokenReader {
  private at = 0;

  constructor(
    private readonly tokens: readonly Token[],
    private readonly text: string,
  ) {}

  peek(ahead = 0): Token | undefined {
    return this.tokens[this.at + ahead];
  }

  next(): Token {
    const token = this.tokens[this.at];
    if (token === undefined) throw this.error();
    this.at += 1;
    return token;
  }

  is(kind: Token['kind'], text?: string, ahead = 0): boolean {
    const token = this.peek(ahead);
    return token?.kind === kind && (text === undefined || token.text === text);
  }

  take(kind: Token['kind'], text?: string): boolean {
    if (!this.is(kind, text)) return false;
    this.at += 1;
    return true;
  }

  expect(kind: Token['kind'], text?: string): Token {
    if (!this.is(kind, text)) throw this.error();
    return this.next();
  }

  end(): void {
    if (this.peek() !== undefined) throw this.error();
  }

  error() {
    return refusals.syntax(`Syntax error at position ${this.at} in '${this.text}'.`);
  }
}
