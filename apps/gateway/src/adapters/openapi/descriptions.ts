/** What classes and their properties mean, as their docstrings say it; a property that is inherited is described where it is declared. */
import { Schema } from '@tandem/contracts/contract';
import texts from './descriptions.json';

const known: Readonly<Record<string, Readonly<Record<string, string>>>> = texts;

/** The keyword `description` of a class (under the empty name) or of one of its properties; nothing where there is no docstring. */
export function describedBy(schema: Schema<object>, property: string): { description?: string } {
  for (let declared: unknown = schema; typeof declared === 'function'; declared = Object.getPrototypeOf(declared)) {
    const description = known[declared.name]?.[property];
    if (description) return { description };
    if (property === '') return {};
  }
  return {};
}
