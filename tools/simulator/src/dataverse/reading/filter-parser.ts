import { refusals } from '../dataverse-error';
import type { Comparison, Expression, Literal, Operand, PropertyPath, TextFunction } from './expression';
import { TokenReader, tokensOf } from './tokens';

/** Parameter aliases of the request: `@p1` to its text. */
export type Aliases = ReadonlyMap<string, string>;

const comparisons = new Set<string>(['eq', 'ne', 'gt', 'ge', 'lt', 'le']);
const textFunctions = new Set<string>(['contains', 'startswith', 'endswith']);
const platformPrefix = 'Microsoft.Dynamics.CRM.';

/** Reads a `$filter`; what the Web API cannot read is refused with its 400. */
export function parseFilter(text: string, aliases: Aliases): Expression {
  const parser = new FilterParser(new TokenReader(tokensOf(text), text), aliases, []);
  return parser.whole();
}

class FilterParser {
  constructor(
    private readonly tokens: TokenReader,
    private readonly aliases: Aliases,
    /** Variables of the lambdas around the current place. */
    private readonly variables: string[],
  ) {}

  whole(): Expression {
    const expression = this.or();
    this.tokens.end();
    return expression;
  }

  private or(): Expression {
    let left = this.and();
    while (this.tokens.take('name', 'or')) left = { kind: 'or', left, right: this.and() };
    return left;
  }

  private and(): Expression {
    let left = this.unary();
    while (this.tokens.take('name', 'and')) left = { kind: 'and', left, right: this.unary() };
    return left;
  }

  private unary(): Expression {
    if (this.tokens.take('name', 'not')) return { kind: 'not', operand: this.unary() };
    if (!this.tokens.take('sign', '(')) return this.predicate();
    const inner = this.or();
    this.tokens.expect('sign', ')');
    return inner;
  }

  private predicate(): Expression {
    const token = this.tokens.peek();
    if (token?.kind === 'name' && this.tokens.is('sign', '(', 1)) return this.call(token.text);
    const left = this.operand();
    if (left.kind === 'property' && this.tokens.is('sign', '(')) return this.lambda(left.path);
    const operator = this.tokens.peek();
    if (operator?.kind !== 'name' || !comparisons.has(operator.text)) return this.bare(left);
    this.tokens.next();
    return { kind: 'comparison', operator: operator.text as Comparison, left, right: this.operand() };
  }

  private bare(operand: Operand): Expression {
    if (operand.kind !== 'property') throw this.tokens.error();
    return { kind: 'boolean', operand };
  }

  private call(name: string): Expression {
    if (name.startsWith(platformPrefix)) return this.platformFunction(name.slice(platformPrefix.length));
    if (!textFunctions.has(name))
      throw refusals.syntax(
        `An unknown function with name '${name}' was found. This may also be a function import or a key lookup on a navigation property, which is not allowed.`,
      );
    this.tokens.next();
    this.tokens.expect('sign', '(');
    const operand = this.operand();
    this.tokens.expect('sign', ',');
    const pattern = this.operand();
    this.tokens.expect('sign', ')');
    if (operand.kind !== 'property' || pattern.kind !== 'literal' || pattern.literal.kind !== 'string') throw this.tokens.error();
    return { kind: 'text', function: name as TextFunction, operand, pattern: pattern.literal.value };
  }

  private platformFunction(name: string): Expression {
    this.tokens.next();
    this.tokens.expect('sign', '(');
    const parameters = new Map<string, Literal | Literal[]>();
    while (!this.tokens.take('sign', ')')) {
      if (parameters.size > 0) this.tokens.expect('sign', ',');
      const parameter = this.tokens.expect('name').text;
      this.tokens.expect('sign', '=');
      parameters.set(parameter, this.argument());
    }
    return { kind: 'platform', function: name, parameters };
  }

  private argument(): Literal | Literal[] {
    const alias = this.tokens.peek();
    if (alias?.kind === 'alias' && this.aliases.get(alias.text)?.startsWith('[') === true) {
      const text = this.aliases.get(this.tokens.next().text) as string;
      return new FilterParser(new TokenReader(tokensOf(text), text), new Map(), []).argument();
    }
    if (!this.tokens.take('sign', '[')) return this.literal();
    const values: Literal[] = [];
    while (!this.tokens.take('sign', ']')) {
      if (values.length > 0) this.tokens.expect('sign', ',');
      values.push(this.literal());
    }
    return values;
  }

  private lambda(path: string[]): Expression {
    const quantifier = path.pop();
    if (quantifier !== 'any' && quantifier !== 'all') throw this.tokens.error();
    this.tokens.expect('sign', '(');
    if (this.tokens.take('sign', ')')) return this.bareAny(quantifier, path);
    const variable = this.tokens.expect('name').text;
    this.tokens.expect('sign', ':');
    const body = new FilterParser(this.tokens, this.aliases, [...this.variables, variable]).or();
    this.tokens.expect('sign', ')');
    return { kind: 'lambda', quantifier, path, body };
  }

  private bareAny(quantifier: 'any' | 'all', path: string[]): Expression {
    if (quantifier === 'all') throw this.tokens.error();
    return { kind: 'lambda', quantifier, path, body: undefined };
  }

  private operand(): Operand {
    const token = this.tokens.peek();
    if (token?.kind === 'name' && !literalNames.has(token.text)) return this.property();
    return { kind: 'literal', literal: this.literal() };
  }

  private property(): PropertyPath {
    const path = [this.tokens.expect('name').text];
    while (this.tokens.take('sign', '/')) path.push(this.tokens.expect('name').text);
    if (path.length > 1 && this.variables.includes(path[0] as string)) path.shift();
    return { kind: 'property', path };
  }

  private literal(): Literal {
    const token = this.tokens.next();
    if (token.kind === 'alias') return this.aliased(token.text);
    if (token.kind === 'number') return { kind: 'number', value: Number(token.text) };
    if (token.kind === 'guid') return { kind: 'guid', value: token.text.toLowerCase() };
    if (token.kind === 'string' || token.kind === 'date') return { kind: token.kind, value: token.text };
    if (token.text === 'null') return { kind: 'null' };
    if (token.text === 'true' || token.text === 'false') return { kind: 'boolean', value: token.text === 'true' };
    throw this.tokens.error();
  }

  /** An alias that the request does not assign is null. */
  private aliased(alias: string): Literal {
    const text = this.aliases.get(alias);
    if (text === undefined) return { kind: 'null' };
    return new FilterParser(new TokenReader(tokensOf(text), text), new Map(), []).literal();
  }
}

const literalNames = new Set(['null', 'true', 'false']);
