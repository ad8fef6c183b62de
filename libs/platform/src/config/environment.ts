/** The environment of a service: classes that class-validator checks before anything starts. */
import { getMetadataStorage, validateSync, ValidationError } from 'class-validator';

/** A class whose properties are read from environment variables. */
export type EnvironmentClass<T extends object = object> = new () => T;

const declared = new Set<EnvironmentClass>();

/**
 * Declares a class as part of the environment of every service that imports it. Property `pageSize` is read from `PAGE_SIZE`; numbers and booleans are converted by the property's type;
 * an initial value is the default. An instance is injectable under the class.
 */
export const Environment =
  () =>
  (target: EnvironmentClass): void => {
    declared.add(target);
  };

/** The name of the variable that feeds a property. */
export const variableOf = (property: string): string => property.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toUpperCase();

/** The properties of an environment class, in the order of their declaration. */
export function propertiesOf(target: EnvironmentClass): string[] {
  const rules = getMetadataStorage().getTargetValidationMetadatas(target, '', false, false);
  return [...new Set(rules.map((rule) => rule.propertyName))];
}

/** The classes that have been declared so far. */
export const declaredEnvironments = (): EnvironmentClass[] => [...declared];

/** What is wrong with an environment, one sentence per variable. Never shows a value: it may be a secret. */
export class EnvironmentProblems extends Error {
  override readonly name = 'EnvironmentProblems';
  constructor(readonly problems: readonly string[]) {
    super(problems.join('\n'));
  }
}

/**
 * Reads classes from variables.
 * @throws EnvironmentProblems naming every problem of every class at once
 */
export function readEnvironment(classes: readonly EnvironmentClass[], variables: NodeJS.ProcessEnv): Map<EnvironmentClass, object> {
  const values = new Map(classes.map((target) => [target, fill(target, variables)]));
  const problems = [...values.values()].flatMap((value) => validateSync(value).flatMap(sentencesOf));
  if (problems.length > 0) throw new EnvironmentProblems([...new Set(problems)]);
  return values;
}

function fill(target: EnvironmentClass, variables: NodeJS.ProcessEnv): object {
  const value = new target() as Record<string, unknown>;
  for (const property of propertiesOf(target)) {
    const text = variables[variableOf(property)];
    if (text !== undefined && text !== '') value[property] = convert(text, Reflect.getMetadata('design:type', target.prototype, property));
  }
  return value;
}

function convert(text: string, type: unknown): unknown {
  if (type === Number) return Number(text);
  if (type === Boolean) return text === 'true' ? true : text === 'false' ? false : text;
  if (type === Array) return text.split(',').map((entry) => entry.trim());
  return text;
}

function sentencesOf(error: ValidationError): string[] {
  return Object.values(error.constraints ?? {}).map((sentence) => `${variableOf(error.property)}: ${sentence}`);
}
