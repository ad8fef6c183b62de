/** The version of a setting as HTTP writes it. */
import { createParamDecorator, ExecutionContext } from '@nestjs/common';
import { FastifyRequest } from 'fastify';
import { Refusal } from './refusal';

/** `"7"` for version 7. */
export const entityTagOf = (version: number): string => `"${version}"`;

/** The version that an `If-Match` header names; undefined where there is none or it is `*`. */
export function versionOf(ifMatch: string | undefined): number | undefined {
  if (ifMatch === undefined || ifMatch.trim() === '*') return undefined;
  const version = /^"(\d{1,15})"$/.exec(ifMatch.trim())?.[1];
  if (version) return Number(version);
  throw new Refusal(412, {
    code: 'request.unknownEntityTag',
    detail: 'If-Match names a version that has never existed.',
    help: 'Send the ETag exactly as the GET answered it, quotation marks included.',
  });
}

/** The parameter is the version that the caller has read, from `If-Match`. */
export const ReadVersion = createParamDecorator((_: unknown, context: ExecutionContext) =>
  versionOf(context.switchToHttp().getRequest<FastifyRequest>().headers['if-match']),
);
