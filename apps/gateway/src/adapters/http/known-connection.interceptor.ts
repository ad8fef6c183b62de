import { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import { isUUID } from 'class-validator';
import { FastifyRequest } from 'fastify';
import { Observable } from 'rxjs';
import { KnownConnections } from './known-connections';

/** Nothing is found below a connection that does not exist, not even an empty list. */
export class KnownConnectionInterceptor implements NestInterceptor {
  constructor(private readonly connections: KnownConnections) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const { connectionId } = (context.switchToHttp().getRequest<FastifyRequest>().params ?? {}) as { connectionId?: string };
    if (connectionId && isUUID(connectionId)) await this.connections.require(connectionId);
    return next.handle();
  }
}
