/** What is kept of each request: a figure, and a line in the log. Neither has more of the address than its route. */
import { NestFastifyApplication } from '@nestjs/platform-fastify';
import { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Log } from '@tandem/platform/observability/log';
import { Metrics } from '@tandem/platform/observability/metrics';
import { callerOf } from './caller';

const upToSeconds = [0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30];
const declaration = {
  name: 'tandem_http_request_seconds',
  help: 'Time from a request to the end of its answer',
  labels: ['method', 'route', 'status'] as const,
};

/** Records every answer. Reading is logged at `debug`: live pages read all the time. */
export function recordRequests(app: NestFastifyApplication): void {
  const log = app.get(Log);
  const seconds = app.get(Metrics).histogram(declaration, upToSeconds);
  const http = app.getHttpAdapter().getInstance() as FastifyInstance;
  http.addHook('onResponse', (request, reply, done) => {
    const facts = factsOf(request, reply);
    seconds.observe({ method: facts.method, route: facts.route, status: String(facts.status) }, reply.elapsedTime / 1_000);
    log.write(request.method === 'GET' ? 'debug' : 'info', 'answered', {
      ...facts,
      caller: callerOf(request)?.id,
      milliseconds: Math.round(reply.elapsedTime),
    });
    done();
  });
}

function factsOf(request: FastifyRequest, reply: FastifyReply) {
  const { connectionId } = (request.params ?? {}) as { connectionId?: string };
  return {
    method: request.method,
    route: request.routeOptions.url ?? 'unknown',
    status: reply.statusCode,
    connectionId,
    correlationId: reply.getHeader('x-correlation-id'),
  };
}
