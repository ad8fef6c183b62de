/** Decorators that put a controller's method behind a contract. */
import { applyDecorators, UseFilters } from '@nestjs/common';
import { EventPattern, MessagePattern } from '@nestjs/microservices';
import { Contract, EventContract, RequestContract, WorkContract } from '@tandem/contracts/contract';
import { FailureFilter } from './failure-filter';

/** The transport of questions and events: core NATS. */
export const requestTransport = Symbol('tandem.requests');

/** The transport of stored wake-ups: JetStream. */
export const workTransport = Symbol('tandem.work');

export interface HearsOptions {
  /** True where each instance must hear it (live views, caches); else one instance of the service hears it. */
  readonly everyInstance?: boolean;
}

export interface PerformsOptions {
  /** Pieces of work that one process has in hand at a time. */
  readonly concurrency: number;
  /** How long a silent worker keeps a message, in milliseconds; a heart-beat at a third of it keeps it longer. */
  readonly silenceMs?: number;
}

/** What a decorator leaves on the handler for the transports. */
export interface HandlerDeclaration {
  readonly contract: Contract;
  readonly everyInstance?: boolean;
  readonly concurrency?: number;
  readonly silenceMs?: number;
}

type Method<Input, Output> = <M extends (input: Input) => Output>(
  target: object,
  name: string | symbol,
  descriptor: TypedPropertyDescriptor<M>,
) => void;

/** The method answers a question: takes the input, returns the output or throws a Failure. */
export const Answers = <Input extends object, Output extends object>(
  contract: RequestContract<Input, Output>,
): Method<Input, Output | Promise<Output>> => put(MessagePattern, requestTransport, { contract });

/** The method hears an event; what it throws is logged and goes no further. */
export const Hears = <Body extends object>(contract: EventContract<Body>, options: HearsOptions = {}): Method<Body, unknown> =>
  put(EventPattern, requestTransport, { contract, ...options });

/** The method performs a kind of stored work; returning acknowledges it, a thrown Failure's kind decides whether it comes back. */
export const Performs = <Body extends object>(contract: WorkContract<Body>, options: PerformsOptions): Method<Body, unknown> =>
  put(EventPattern, workTransport, { contract, ...options });

type Pattern = (subject: string, transport: symbol, extras: HandlerDeclaration) => MethodDecorator;

const put = (pattern: Pattern, transport: symbol, declaration: HandlerDeclaration): MethodDecorator =>
  applyDecorators(pattern(declaration.contract.subject, transport, declaration), UseFilters(FailureFilter));
