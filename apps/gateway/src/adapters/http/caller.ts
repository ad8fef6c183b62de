import { createParamDecorator, ExecutionContext } from '@nestjs/common';
import { FastifyRequest } from 'fastify';
import { Principal } from '../../domain/principal';

const callers = new WeakMap<object, Principal>();

/** Notes who sent a request. */
export function noteCaller(request: FastifyRequest, principal: Principal): void {
  callers.set(request, principal);
}

/** Who sent a request that the guard has let through; undefined on routes for anybody. */
export const callerOf = (request: FastifyRequest): Principal | undefined => callers.get(request);

/** The parameter is the caller. */
export const Caller = createParamDecorator((_: unknown, context: ExecutionContext) => callerOf(context.switchToHttp().getRequest()));
