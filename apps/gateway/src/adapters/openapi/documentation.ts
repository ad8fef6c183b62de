/** The OpenAPI document and its page. Everything the page needs is served from here: it works without the internet. */
import { NestFastifyApplication } from '@nestjs/platform-fastify';
import { OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { FastifyInstance } from 'fastify';
import { Route } from '../http/routes';
import { openApiDocument } from './document';

export const documentAddress = '/api/openapi.json';
const pageAddress = '/api/docs';
const pagePolicy = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'";

/** Serves both; anybody may read them, for they tell nothing about anyone's business. */
export function serveDocumentation(app: NestFastifyApplication, routes: readonly Route[], version: string): void {
  const document = openApiDocument(routes, version);
  const http = app.getHttpAdapter().getInstance() as FastifyInstance;
  http.addHook('onRequest', (request, reply, done) => {
    if (request.url.startsWith(pageAddress)) void reply.header('content-security-policy', pagePolicy);
    done();
  });
  http.get(documentAddress, (_request, reply) => reply.type('application/json').send(document));
  SwaggerModule.setup(pageAddress, app, document as unknown as OpenAPIObject, {
    raw: false,
    customSiteTitle: 'Tandem: REST',
    swaggerOptions: { persistAuthorization: false, displayOperationId: true, tagsSorter: 'alpha' },
  });
}
