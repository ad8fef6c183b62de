import { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import { FastifyReply, FastifyRequest } from 'fastify';
import { from, lastValueFrom, Observable } from 'rxjs';
import { RepeatableRequest } from '../../domain/answered-requests';
import { AnswerOnce } from '../../use-cases/answer-once';
import { callerOf } from './caller';
import { Operation, operationKey } from './operation';
import { invalidRequest } from './refusal';

const keyForm = /^[\x21-\x7e]{1,255}$/;

/** Honours `Idempotency-Key` on every operation that starts something. */
export class IdempotencyInterceptor implements NestInterceptor {
  constructor(private readonly answerOnce: AnswerOnce) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const operation = Reflect.getMetadata(operationKey, context.getHandler()) as Operation | undefined;
    const http = context.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const key = request.headers['idempotency-key'];
    if (!operation?.starts || key === undefined) return next.handle();
    return from(this.once(repeatable(request, String(key)), next, http.getResponse<FastifyReply>()));
  }

  private async once(request: RepeatableRequest, next: CallHandler, reply: FastifyReply): Promise<unknown> {
    const { body, repeated } = await this.answerOnce.run(request, () => lastValueFrom(next.handle()));
    if (repeated) void reply.header('idempotency-replayed', 'true');
    return body;
  }
}

function repeatable(request: FastifyRequest, key: string): RepeatableRequest {
  if (!keyForm.test(key))
    throw invalidRequest([{ property: 'Idempotency-Key', message: 'the header Idempotency-Key must have 1 to 255 printable characters' }]);
  const principalId = callerOf(request)?.id ?? '';
  return { principalId, key, content: `${request.method} ${request.url}\n${JSON.stringify(request.body ?? null)}` };
}
