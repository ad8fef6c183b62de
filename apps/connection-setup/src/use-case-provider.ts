/** How use cases are put together: each takes one object with its parts. */
import { Abstract, Provider } from '@nestjs/common';

/** A use case and where each of its parts comes from. */
export function of<Parts extends object>(
  useCase: new (parts: Parts) => object,
  from: { [Name in keyof Parts]: Abstract<Parts[Name]> },
): Provider {
  const names = Object.keys(from);
  const assemble = (...given: unknown[]): object => new useCase(Object.fromEntries(names.map((name, at) => [name, given[at]])) as Parts);
  return { provide: useCase, useFactory: assemble, inject: Object.values(from) };
}
