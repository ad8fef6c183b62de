/** Turns whatever was thrown into the problem document that is answered. */
import { STATUS_CODES } from 'node:http';
import { HttpException } from '@nestjs/common';
import { Failure, FailureKind } from '@tandem/domain/failure';
import { failureBehaviour } from '@tandem/platform/failures/failure-behaviour';
import { textOf, unexpected } from './http-statuses';
import { Problem } from './problem';
import { Refusal, RefusalText } from './refusal';

export interface ProblemAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Problem & Readonly<Record<string, unknown>>;
}

/** What helps where a failure does not say so itself. */
const helpOfKind: Readonly<Record<FailureKind, string>> = {
  rejected: 'Change the request so that the rule is met; trying it again unchanged will end the same way.',
  blocked: 'Do first what the detail names, then try again.',
  conflict: 'Read the present state, decide, and send the request again.',
  transient: 'Try again in a few seconds.',
  misconfigured: 'Correct the set-up of the connection, then test it.',
  bug: unexpected.help,
};

/** Codes whose status differs from the one of their kind: HTTP has a word for them. */
const statusOfCode: Readonly<Record<string, number>> = {
  'contract.invalidInput': 400,
  'connection.changedMeanwhile': 412,
  'mapping.changedMeanwhile': 412,
};
const namesSomethingAbsent = /\.(notFound|unknown)$/;

/** The answer to what was thrown. A bug tells nothing of its inside. */
export function problemOf(thrown: unknown, correlationId: string): ProblemAnswer {
  if (thrown instanceof Refusal) return ofRefusal(thrown, correlationId);
  if (thrown instanceof Failure) return ofFailure(thrown, correlationId);
  return ofRefusal(new Refusal(...ofStatus(statusOf(thrown))), correlationId);
}

function ofRefusal({ status, text, extras }: Refusal, correlationId: string): ProblemAnswer {
  const title = STATUS_CODES[status] ?? 'Error';
  const errors = extras.errors ? { errors: [...extras.errors] } : {};
  return { status, headers: extras.headers ?? {}, body: { ...document({ status, title, ...text }), correlationId, ...errors } };
}

function ofFailure(failure: Failure, correlationId: string): ProblemAnswer {
  if (failure.kind === 'bug') return ofRefusal(new Refusal(500, unexpected), correlationId);
  const { retryAfterMs, help = helpOfKind[failure.kind], correlationId: _sameOne, ...facts } = failure.details;
  const status = statusOfFailure(failure);
  const behaviour = failureBehaviour[failure.kind];
  const title = status === behaviour.status ? behaviour.title : (STATUS_CODES[status] ?? behaviour.title);
  const body = { ...facts, ...document({ status, title, code: failure.code, detail: failure.message, help }), correlationId };
  return { status, headers: retryAfter(retryAfterMs ?? (failure.kind === 'transient' ? 1_000 : undefined)), body };
}

function statusOfFailure({ kind, code }: Failure): number {
  if (kind === 'rejected' && namesSomethingAbsent.test(code)) return 404;
  return statusOfCode[code] ?? failureBehaviour[kind].status;
}

function document({ code, ...rest }: RefusalText & { status: number; title: string }) {
  return { type: `urn:tandem:failure:${code}`, code, ...rest };
}

const retryAfter = (waitMs: number | undefined): Record<string, string> =>
  waitMs === undefined ? {} : { 'retry-after': String(Math.max(1, Math.ceil(waitMs / 1_000))) };

const ofStatus = (status: number): [number, RefusalText] => [status, textOf(status)];

/** The status that the framework gave its own error; 500 for everything else. */
function statusOf(thrown: unknown): number {
  if (thrown instanceof HttpException) return thrown.getStatus();
  const { code, statusCode } = (thrown ?? {}) as { code?: unknown; statusCode?: unknown };
  const fromFastify = typeof code === 'string' && code.startsWith('FST_') && typeof statusCode === 'number';
  if (fromFastify) return statusCode;
  return isMalformedJson(thrown) ? 400 : 500;
}

/** Fastify's JSON parser throws a SyntaxError that carries the status 400. */
const isMalformedJson = (thrown: unknown): boolean => thrown instanceof SyntaxError && 'statusCode' in thrown && thrown.statusCode === 400;
