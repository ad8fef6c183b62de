/** How a failure travels from the service that met it to the one that asked. */
import { asFailure, Failure, FailureKind, failureKinds } from '@tandem/domain/failure';
import { redact, redactText } from '../observability/redaction';
import { currentTrace } from '../observability/trace-context';

interface FailureBody {
  readonly kind: FailureKind;
  readonly code: string;
  readonly message: string;
  readonly details: Record<string, unknown>;
  readonly correlationId?: string;
}

/** The body of a failed reply. A bug keeps its inside to itself: only the correlation id leads to its log line. */
export function failureToWire(thrown: unknown): FailureBody {
  const { kind, code, message, details } = asFailure(thrown);
  const correlationId = currentTrace()?.correlationId;
  if (kind === 'bug') return { kind, code: 'bug.unexpected', message: 'Something unexpected happened.', details: {}, correlationId };
  return { kind, code, message: redactText(message), details: redact(details) as Record<string, unknown>, correlationId };
}

/** The failure that arrived. */
export function failureFromWire(body: unknown): Failure {
  const { kind, code, message, details, correlationId } = (body ?? {}) as Partial<FailureBody>;
  if (!kind || !failureKinds.includes(kind) || !code)
    return new Failure('bug', 'bug.unreadableFailure', 'The other service failed in a form that is not known here.');
  return new Failure(kind, code, message ?? code, correlationId ? { ...details, correlationId } : { ...details });
}
