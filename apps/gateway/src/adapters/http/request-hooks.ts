/** What every request and answer passes, routes or not: its trace, the form of its body, the headers that keep browsers careful. */
import { NestFastifyApplication } from '@nestjs/platform-fastify';
import { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { continueTrace, inTrace, TraceContext } from '@tandem/platform/observability/trace-context';
import { textOf } from './http-statuses';
import { Refusal } from './refusal';

export const largestBody = 1_048_576;

/** A client that does not read its answer holds the end of the gateway up for so long at most. */
const patienceAtTheEndMs = 2_000;

const correlationForm = /^[\w.-]{1,100}$/;
const traces = new WeakMap<object, TraceContext>();

const carefulHeaders = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
} as const;
const programsOnly = "default-src 'none'; frame-ancestors 'none'";

/** Adds the hooks; must run before the routes are registered. */
export function addRequestHooks(app: NestFastifyApplication): void {
  const http = app.getHttpAdapter().getInstance() as FastifyInstance;
  http.addHook('onRequest', (request, reply, done) => done(beginTrace(request, reply) ?? refuseOtherBodies(request)));
  http.addHook('preHandler', (request, _reply, done) => inTrace(traces.get(request)!, done));
  http.addHook('onSend', (_request, reply, _payload, done) => done(null, addCarefulHeaders(reply)));
  http.addHook('preClose', (done) => done(void setTimeout(() => http.server.closeAllConnections(), patienceAtTheEndMs).unref()));
  readJson(app, http);
}

function beginTrace(request: FastifyRequest, reply: FastifyReply): undefined {
  const { 'x-correlation-id': asked, traceparent } = request.headers;
  const { connectionId } = (request.params ?? {}) as { connectionId?: string };
  const correlationId = typeof asked === 'string' && correlationForm.test(asked) ? asked : undefined;
  const trace = continueTrace({ correlationId, connectionId, traceparent: typeof traceparent === 'string' ? traceparent : undefined });
  traces.set(request, trace);
  void reply.header('x-correlation-id', trace.correlationId);
}

/** Forms are refused before they are read: a page of somebody else may send them without asking. */
function refuseOtherBodies({ headers }: FastifyRequest): Refusal | undefined {
  const hasBody = headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
  const isJson = /^application\/json\s*(;|$)/i.test(headers['content-type'] ?? '');
  return hasBody && !isJson ? new Refusal(415, textOf(415)) : undefined;
}

function addCarefulHeaders(reply: FastifyReply): undefined {
  for (const [name, value] of Object.entries(carefulHeaders)) void reply.header(name, value);
  if (!reply.hasHeader('content-security-policy')) void reply.header('content-security-policy', programsOnly);
  if (!reply.hasHeader('cache-control')) void reply.header('cache-control', 'no-store');
}

/** Programs send `Content-Type: application/json` with requests that have no body; that is no error here. */
function readJson(app: NestFastifyApplication, http: FastifyInstance): void {
  const parse = http.getDefaultJsonParser('error', 'error');
  app.useBodyParser('application/json', { bodyLimit: largestBody }, (request, body: Buffer, done) => {
    if (body.length === 0) return done(null, undefined);
    void parse(request as never, body.toString('utf8'), done);
  });
}
