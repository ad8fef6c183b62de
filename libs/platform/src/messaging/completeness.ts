/** The start check: who answers one contract of a context answers all of them, each once. */
import { Contract } from '@tandem/contracts/contract';

const contextOf = (subject: string): string => subject.slice(0, subject.indexOf('.'));

/**
 * The questions that a service should answer and does not: every declared one of the contexts in which it answers any.
 * @param declared all contracts that the service's code imports
 * @param handled the contracts that have a handler
 */
export function unansweredContracts(declared: Iterable<Contract>, handled: Iterable<Contract>): string[] {
  const answered = new Set([...handled].filter(({ kind }) => kind === 'request').map(({ subject }) => subject));
  const contexts = new Set([...answered].map(contextOf));
  return [...declared]
    .filter(({ kind, subject }) => kind === 'request' && contexts.has(contextOf(subject)) && !answered.has(subject))
    .map(({ subject }) => subject)
    .sort();
}
