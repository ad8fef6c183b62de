/** Prepares the HTTP side of the gateway: the door, the order in which a request passes, the documents. */
import { DiscoveryService } from '@nestjs/core';
import { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Log } from '@tandem/platform/observability/log';
import { AccessGuard } from './access.guard';
import { ActorInterceptor } from './actor.interceptor';
import { AnswerHeadersInterceptor } from './answer-headers.interceptor';
import { IdempotencyInterceptor } from './idempotency.interceptor';
import { KnownConnectionInterceptor } from './known-connection.interceptor';
import { ProblemFilter } from './problem.filter';
import { addRequestHooks } from './request-hooks';
import { recordRequests } from './request-records';
import { refuseUndeclaredRoutes, routesOf } from './routes';
import { serveDocumentation } from '../openapi/documentation';
import { declarePlatformRoutes } from '../routes/platform-routes';

const version = '0.1.0';

/** @throws Error naming the routes that do not say who may call them */
export function configureGateway(app: NestFastifyApplication): void {
  declarePlatformRoutes();
  const routes = routesOf(app.get(DiscoveryService));
  refuseUndeclaredRoutes(routes);
  addRequestHooks(app);
  recordRequests(app);
  app.useGlobalGuards(app.get(AccessGuard));
  app.useGlobalInterceptors(
    new ActorInterceptor(),
    new AnswerHeadersInterceptor(),
    app.get(KnownConnectionInterceptor),
    app.get(IdempotencyInterceptor),
  );
  app.useGlobalFilters(new ProblemFilter(app.get(Log), routes));
  serveDocumentation(app, routes, version);
}
