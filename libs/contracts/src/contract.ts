/** How a contract between services is declared: a subject and the classes that validate what travels on it. */

/** A class whose instances are validated with class-validator on both ends. */
export type Schema<T extends object> = new () => T;

/** A question with one answer. Subject: `<context>.v<n>.<kebab-name>`. Within a version only optional properties may be added. */
export interface RequestContract<Input extends object = object, Output extends object = object> {
  readonly kind: 'request';
  readonly subject: string;
  readonly input: Schema<Input>;
  readonly output: Schema<Output>;
  /** How long the asker waits, in milliseconds. */
  readonly timeoutMs: number;
}

/** Something that has happened. May be lost: nothing depends on an event alone. */
export interface EventContract<Body extends object = object> {
  readonly kind: 'event';
  readonly subject: string;
  readonly body: Schema<Body>;
}

/** A wake-up in JetStream: it only says that there is work; the work itself is asked for. */
export interface WorkContract<Body extends object = object> {
  readonly kind: 'work';
  readonly subject: string;
  readonly body: Schema<Body>;
}

export type Contract = RequestContract | EventContract | WorkContract;

/** Every contract that has been declared, by subject; read by the start check and by `tools/checks`. */
export const declaredContracts = new Map<string, Contract>();

const subjectForm = /^[a-z]+\.v\d+\.[a-z]+(-[a-z]+)*$/;

function declare<C extends Contract>(contract: C): C {
  if (!subjectForm.test(contract.subject)) throw new Error(`"${contract.subject}" is not <context>.v<n>.<kebab-name>`);
  if (declaredContracts.has(contract.subject)) throw new Error(`"${contract.subject}" is declared twice`);
  declaredContracts.set(contract.subject, contract);
  return contract;
}

/** Declares a question with one answer. */
export const request = <Input extends object, Output extends object>(
  subject: string,
  shape: { input: Schema<Input>; output: Schema<Output>; timeoutMs?: number },
): RequestContract<Input, Output> => declare({ kind: 'request', subject, timeoutMs: 10_000, ...shape });

/** Declares something that can happen. */
export const event = <Body extends object>(subject: string, shape: { body: Schema<Body> }): EventContract<Body> =>
  declare({ kind: 'event', subject, ...shape });

/** Declares a kind of wake-up. */
export const work = <Body extends object>(subject: string, shape: { body: Schema<Body> }): WorkContract<Body> =>
  declare({ kind: 'work', subject, ...shape });
