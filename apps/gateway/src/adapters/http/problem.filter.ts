import { ArgumentsHost, ExceptionFilter, NotFoundException } from '@nestjs/common';
import { FastifyReply, FastifyRequest } from 'fastify';
import { asFailure } from '@tandem/domain/failure';
import { Log } from '@tandem/platform/observability/log';
import { currentTrace } from '@tandem/platform/observability/trace-context';
import { textOf } from './http-statuses';
import { problemMediaType } from './problem';
import { problemOf } from './problem-of';
import { Refusal } from './refusal';
import { methodsAt, Route } from './routes';

/** Answers every error of the gateway as a problem document; what was not expected goes to the log with its stack. */
export class ProblemFilter implements ExceptionFilter {
  constructor(
    private readonly log: Log,
    private readonly routes: readonly Route[],
  ) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    if (host.getType() !== 'http') throw asFailure(thrown);
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const { status, headers, body } = problemOf(this.named(thrown, request), correlationIdOf(reply));
    if (status === 500)
      this.log.error('a request failed unexpectedly', { method: request.method, route: request.routeOptions.url, error: thrown });
    void reply.code(status).headers(headers).type(problemMediaType).send(body);
  }

  /** The framework says 404 for a known address with another method, where HTTP says 405. */
  private named(thrown: unknown, request: FastifyRequest): unknown {
    if (!(thrown instanceof NotFoundException)) return thrown;
    const allowed = methodsAt(this.routes, request.url);
    if (allowed.length === 0) return thrown;
    return new Refusal(405, textOf(405), { headers: { allow: [...new Set(allowed)].join(', ') } });
  }
}

const correlationIdOf = (reply: FastifyReply): string => String(reply.getHeader('x-correlation-id') ?? currentTrace()?.correlationId ?? '');
