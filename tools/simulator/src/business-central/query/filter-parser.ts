/** Parses $filter as Business Central understands it: no `or` across different fields, lambdas ignored, `in` by schema version only. */
import type { EntitySet, Property } from '../catalogue/entity-set';
import { WireError, badRequest, unknownProperty } from '../http/wire-error';
import type { Comparison, Expression, Operand, TextTest } from './filter-expression';
import { Token, TokenKind, tokensOf } from './filter-tokens';
import { literal, unquoted } from './literal';

const comparisons = new Set(['eq', 'ne', 'gt', 'ge', 'lt', 'le']);
const tests = new Set(['startswith', 'endswith', 'contains']);
const changes = new Set(['tolower', 'toupper']);

/** `schemaVersion` 2.1 (opt-in by $schemaversion) adds `in`. */
export function parseFilter(text: string, set: EntitySet, schemaVersion: string): Expression {
  const parser = new FilterParser(tokensOf(text), set, schemaVersion);
  return parser.whole();
}

class FilterParser {
  private at = 0;

  constructor(
    private readonly tokens: readonly Token[],
    private readonly set: EntitySet,
    private readonly schemaVersion: string,
  ) {}

  whole(): Expression {
    const expression = this.alternatives();
    this.expect('end');
    return expression;
  }

  private alternatives(): Expression {
    let left = this.conjunction();
    const fields = new Set<string>();
    while (this.takeWord('or')) {
      const right = this.conjunction();
      for (const field of [...(fields.size === 0 ? fieldsOf(left) : []), ...fieldsOf(right)]) fields.add(field);
      if (fields.size > 1) throw badRequest("The 'OR' operator is not supported on distinct fields on an OData filter.");
      left = { kind: 'or', left, right };
    }
    return left;
  }

  private conjunction(): Expression {
    let left = this.term();
    while (this.takeWord('and')) left = { kind: 'and', left, right: this.term() };
    return left;
  }

  private term(): Expression {
    if (this.peek().kind === 'open') return this.inParentheses(() => this.alternatives());
    const { text } = this.peek();
    if (/\/(any|all)$/.test(text)) return this.lambda();
    if (tests.has(text) && this.peek(1).kind === 'open') return this.textTest(this.next().text as TextTest);
    return this.comparison();
  }

  private comparison(): Expression {
    const operand = this.operand();
    const operator = this.expect('word').text;
    if (operator === 'in' && this.schemaVersion === '2.1') return { kind: 'in', operand, values: this.values(operand) };
    if (!comparisons.has(operator)) throw this.syntaxError();
    return { kind: 'compare', operator: operator as Comparison, operand, value: literal(this.next(), operand.property) };
  }

  private values(operand: Operand) {
    return this.inParentheses(() => {
      const values = [literal(this.next(), operand.property)];
      while (this.take('comma')) values.push(literal(this.next(), operand.property));
      return values;
    });
  }

  private textTest(test: TextTest): Expression {
    return this.inParentheses(() => {
      const operand = this.operand();
      this.expect('comma');
      const result: Expression = { kind: 'test', test, operand, value: unquoted(this.expect('text').text) };
      return result;
    });
  }

  private operand(): Operand {
    const { text } = this.peek();
    if (this.peek(1).kind !== 'open') return { property: this.property() };
    if (!changes.has(text) && text !== 'substring') throw this.syntaxError();
    this.next();
    return this.inParentheses(() => (text === 'substring' ? this.substring() : { ...this.operand(), change: text as 'tolower' }));
  }

  private substring(): Operand {
    const operand = this.operand();
    this.expect('comma');
    const from = Number(this.expect('number').text);
    return this.take('comma') ? { ...operand, from, length: Number(this.expect('number').text) } : { ...operand, from };
  }

  private property(): Property {
    const name = this.expect('word').text;
    const property = this.set.properties.get(name);
    if (!property || property.writeOnly) throw unknownProperty(name, this.set.entity);
    return property;
  }

  /** `lines/any(l: …)` has no effect at all: the server drops it without a word. */
  private lambda(): Expression {
    this.next();
    this.expect('open');
    for (let depth = 1; depth > 0;) {
      const { kind } = this.next();
      if (kind === 'open') depth++;
      if (kind === 'close') depth--;
    }
    return { kind: 'always' };
  }

  private inParentheses<Result>(inner: () => Result): Result {
    this.expect('open');
    const result = inner();
    this.expect('close');
    return result;
  }

  private peek(ahead = 0): Token {
    return this.tokens[Math.min(this.at + ahead, this.tokens.length - 1)] as Token;
  }

  private next(): Token {
    if (this.peek().kind === 'end') throw this.syntaxError();
    return this.tokens[this.at++] as Token;
  }

  private take(kind: TokenKind): boolean {
    if (this.peek().kind !== kind) return false;
    this.at++;
    return true;
  }

  private takeWord(word: string): boolean {
    const token = this.peek();
    return token.kind === 'word' && token.text === word && this.take('word');
  }

  private expect(kind: TokenKind): Token {
    if (this.peek().kind !== kind) throw this.syntaxError();
    return this.tokens[this.at++] as Token;
  }

  private syntaxError(): WireError {
    const { text, at } = this.peek();
    return badRequest(`Syntax error at position ${at}: '${text || 'end of the filter'}' was not expected.`, 'BadRequest_NotFound');
  }
}

function fieldsOf(expression: Expression): string[] {
  switch (expression.kind) {
    case 'and':
    case 'or':
      return [...fieldsOf(expression.left), ...fieldsOf(expression.right)];
    case 'always':
      return [];
    default:
      return [expression.operand.property.name];
  }
}
