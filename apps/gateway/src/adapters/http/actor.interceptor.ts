import { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import { currentTrace, inTrace } from '@tandem/platform/observability/trace-context';
import { FastifyRequest } from 'fastify';
import { Observable } from 'rxjs';
import { callerOf } from './caller';

/** Everything that follows from a request is done in the name of its caller: the trace carries it to every service's audit trail. */
export class ActorInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const caller = callerOf(context.switchToHttp().getRequest<FastifyRequest>());
    const trace = currentTrace();
    if (!caller || !trace) return next.handle();
    return inTrace({ ...trace, actor: { subject: caller.id, roles: caller.roles } }, () => next.handle());
  }
}
