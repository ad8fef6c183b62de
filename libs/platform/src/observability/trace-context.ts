/** What ties together everything that is done for one request, across services: carried by asynchronous local storage. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';

/** Who asked for the work; noted in the audit trail. */
export interface Actor {
  /** `user:<subject>`, `token:<id>`, `local-administrator`. */
  readonly subject: string;
  readonly roles: readonly string[];
}

export interface TraceContext {
  /** Names the request from its first service to its last; shown to people in errors. */
  readonly correlationId: string;
  /** The connection that the work is about. */
  readonly connectionId?: string;
  /** W3C trace context of the caller (`00-<trace>-<span>-<flags>`). */
  readonly traceparent: string;
  /** Absent where Tandem works by itself. */
  readonly actor?: Actor;
}

const storage = new AsyncLocalStorage<TraceContext>();
const traceparentForm = /^[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-([0-9a-f]{2})$/;

/** The context of the present request, if there is one. */
export const currentTrace = (): TraceContext | undefined => storage.getStore();

/** Who asked for the present work; Tandem itself where nobody did. */
export function currentActor(): { subject: string; roles: string[] } {
  const { subject, roles } = currentTrace()?.actor ?? { subject: 'tandem', roles: [] };
  return { subject, roles: [...roles] };
}

/** Runs a function, and all that it starts, in a context. */
export const inTrace = <T>(context: TraceContext, body: () => T): T => storage.run(context, body);

/** A context that goes on from what arrived, or begins a new one. */
export function continueTrace(arrived: Partial<TraceContext>): TraceContext {
  return {
    correlationId: arrived.correlationId || randomUUID(),
    connectionId: arrived.connectionId || undefined,
    traceparent: nextSpan(arrived.traceparent),
    actor: arrived.actor,
  };
}

/** The same trace with a new span; a new trace where the given one is absent or malformed. */
export function nextSpan(traceparent: string | undefined): string {
  const known = traceparentForm.exec(traceparent ?? '');
  const span = randomHex().slice(16);
  return known ? `00-${known[1]}-${span}-${known[2]}` : `00-${randomHex()}-${span}-01`;
}

/** 32 hexadecimal digits; Node keeps a supply of random UUIDs, so that this costs less than asking for random bytes. */
const randomHex = (): string => randomUUID().replaceAll('-', '');
