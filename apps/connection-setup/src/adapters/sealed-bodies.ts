/** Opens what was sealed to this service and checks what was inside like any other body; unknown properties are refused. */
import { Schema } from '@tandem/contracts/contract';
import { Sealed } from '@tandem/contracts/sealed';
import { Failure } from '@tandem/domain/failure';
import { open } from '@tandem/platform/sealing/seal';
import { plainToInstance } from 'class-transformer';
import { validateSync, ValidationError } from 'class-validator';
import { PostgresSealingKeys } from './postgres-sealing-keys';

const rules = { whitelist: true, forbidNonWhitelisted: true, validationError: { target: false, value: false } } as const;

export class SealedBodies {
  constructor(private readonly keys: PostgresSealingKeys) {}

  async publicKey(): Promise<string> {
    return (await this.keys.current()).publicKey;
  }

  /** @throws Failure `rejected` `sealed.unreadable`, `request.invalid` with the problems, never with the values */
  async open<Body extends object>(schema: Schema<Body>, sealed: Sealed<Body>): Promise<Body> {
    const body = plainToInstance(schema, open(await this.keys.current(), sealed));
    const problems = validateSync(body, rules).flatMap((error) => sentences(error, ''));
    if (problems.length > 0) throw invalid(problems);
    return body;
  }
}

const invalid = (problems: readonly string[]): Failure =>
  new Failure('rejected', 'request.invalid', `The connection is not valid: ${problems.join('; ')}.`, {
    problems,
    help: 'Correct these properties and send it again.',
  });

function sentences({ property, constraints = {}, children = [] }: ValidationError, path: string): string[] {
  const here = path + property;
  return [...Object.values(constraints).map((sentence) => path + sentence), ...children.flatMap((child) => sentences(child, `${here}.`))];
}
