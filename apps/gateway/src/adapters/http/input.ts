import { createParamDecorator, ExecutionContext } from '@nestjs/common';
import { FastifyRequest } from 'fastify';
import { Operation, operationKey } from './operation';
import { readInput } from './read-input';

/** The parameter is the operation's input, read from path, query and body and checked. */
export const Input = createParamDecorator((_: unknown, context: ExecutionContext): unknown => {
  const { input } = Reflect.getMetadata(operationKey, context.getHandler()) as Operation;
  const { params, query, body } = context.switchToHttp().getRequest<FastifyRequest>();
  return input && readInput(input, { path: params as Record<string, unknown>, query: query as Record<string, unknown>, body });
});
