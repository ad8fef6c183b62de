/** The form of messages on NATS: JSON bodies, the trace in headers, failures marked by a header. */
import { headers, Msg, MsgHdrs } from '@nats-io/transport-node';
import { Actor, continueTrace, currentTrace, nextSpan, TraceContext } from '../observability/trace-context';

const header = {
  correlationId: 'Tandem-Correlation-Id',
  connectionId: 'Tandem-Connection-Id',
  actor: 'Tandem-Actor',
  traceparent: 'traceparent',
} as const;
const failureMark = 'Tandem-Failure';

/** The part of a message that is read here; core and JetStream messages both have it. */
export type Received = Pick<Msg, 'data' | 'headers'>;

/** A body as bytes. */
export const encode = (body: unknown): Uint8Array => Buffer.from(body === undefined ? '' : JSON.stringify(body));

/** The body of a message; undefined where it is empty. */
export function decode({ data }: Received): unknown {
  if (data.length === 0) return undefined;
  return JSON.parse(Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('utf8'));
}

/** Headers that carry the present trace on. */
export function traceHeaders(connectionId?: string): MsgHdrs {
  const trace = currentTrace() ?? continueTrace({});
  const result = headers();
  result.set(header.correlationId, trace.correlationId);
  result.set(header.traceparent, nextSpan(trace.traceparent));
  const about = connectionId ?? trace.connectionId;
  if (about) result.set(header.connectionId, about);
  if (trace.actor) result.set(header.actor, encodeURIComponent(JSON.stringify(trace.actor)));
  return result;
}

/** The trace that a message goes on with. */
export function traceOf({ headers: received }: Received): TraceContext {
  return continueTrace({
    correlationId: received?.get(header.correlationId),
    connectionId: received?.get(header.connectionId),
    traceparent: received?.get(header.traceparent),
    actor: actorIn(received?.get(header.actor)),
  });
}

/** Headers are plain ASCII, subjects of people are not. Who cannot be read did not come from a service of ours: nobody asked. */
function actorIn(text: string | undefined): Actor | undefined {
  try {
    return text ? (JSON.parse(decodeURIComponent(text)) as Actor) : undefined;
  } catch {
    return undefined;
  }
}

/** Headers of a reply that is a failure. */
export function failureHeaders(): MsgHdrs {
  const result = headers();
  result.set(failureMark, '1');
  return result;
}

/** Whether a reply is a failure. */
export const isFailure = (message: Received): boolean => message.headers?.has(failureMark) === true;
