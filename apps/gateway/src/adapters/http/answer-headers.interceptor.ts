import { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import { FastifyReply } from 'fastify';
import { Observable, tap } from 'rxjs';
import { entityTagOf } from './entity-tag';
import { Operation, operationKey } from './operation';

/** Adds what the answer itself tells: its `ETag`, the `Location` of what was made, 202 where it was only accepted. */
export class AnswerHeadersInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const operation = Reflect.getMetadata(operationKey, context.getHandler()) as Operation | undefined;
    const { params } = context.switchToHttp().getRequest<{ params: object }>();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    return next.handle().pipe(tap((answer) => operation && addHeaders(reply, operation, { ...params, ...(answer as object) })));
  }
}

function addHeaders(
  reply: FastifyReply,
  { versioned, location, acceptedWith }: Operation,
  values: Readonly<Record<string, unknown>>,
): void {
  if (acceptedWith && acceptedWith in values) return void reply.code(202);
  if (versioned && typeof values.version === 'number') void reply.header('etag', entityTagOf(values.version));
  if (location)
    void reply.header(
      'location',
      location.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(values[name]))),
    );
}
