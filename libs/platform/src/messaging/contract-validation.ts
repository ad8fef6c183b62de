/** Checks bodies against the classes of their contract, on both ends. */
import { plainToInstance } from 'class-transformer';
import { validateSync, ValidationError } from 'class-validator';
import { Schema } from '@tandem/contracts/contract';
import { Failure, FailureKind } from '@tandem/domain/failure';

/**
 * A contract class for thousands of rows may check itself instead of through decorators, which cost some microseconds per property.
 * The body then stays the plain object that was parsed.
 */
export interface SelfChecking {
  /** What is wrong with a body, one sentence each; empty where nothing is. */
  check(value: unknown): string[];
}

/** Which end of which message is being checked; decides what a violation means. */
export interface CheckedEnd {
  readonly subject: string;
  /** `input`: what was asked is wrong, the asker is refused. `output`: the answer is wrong, a bug. */
  readonly part: 'input' | 'output';
}

const rules = { whitelist: true, forbidUnknownValues: false, validationError: { target: false, value: false } } as const;
const mostProblems = 20;
const kindOf: Record<CheckedEnd['part'], FailureKind> = { input: 'rejected', output: 'bug' };

const checksItself = (schema: object): schema is SelfChecking => 'check' in schema && typeof schema.check === 'function';

/**
 * The body as its class, without the properties that the class does not declare.
 * @throws Failure `rejected` `contract.invalidInput` or `bug` `contract.invalidOutput`, with `details.problems`
 */
export function conform<T extends object>(schema: Schema<T>, body: unknown, end: CheckedEnd): T {
  if (checksItself(schema)) return refuseUnlessEmpty(schema.check(body), end) ?? (body as T);
  const value = plainToInstance(schema, body ?? {});
  if (Array.isArray(value)) refuseUnlessEmpty(['the body must be an object'], end);
  refuseUnlessEmpty(
    validateSync(value, rules).flatMap((error) => sentences(error, '')),
    end,
  );
  return value;
}

function refuseUnlessEmpty(problems: readonly string[], { subject, part }: CheckedEnd): undefined {
  if (problems.length === 0) return undefined;
  const shown = problems.slice(0, mostProblems);
  const code = part === 'input' ? 'contract.invalidInput' : 'contract.invalidOutput';
  throw new Failure(kindOf[part], code, `The ${part} of ${subject} is not valid: ${shown.join('; ')}.`, { problems: shown });
}

function sentences(error: ValidationError, path: string): string[] {
  const here = path ? `${path}.${error.property}` : error.property;
  const own = Object.values(error.constraints ?? {}).map((sentence) => (path ? `${path}.${sentence}` : sentence));
  return [...own, ...(error.children ?? []).flatMap((child) => sentences(child, here))];
}
