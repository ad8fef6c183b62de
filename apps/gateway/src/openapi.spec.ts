import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DiscoveryService } from '@nestjs/core';
import { Route, routesOf } from './adapters/http/routes';
import { GatewayForTest, gatewayForTest } from './testing/gateway.fixture';

interface Operation {
  readonly operationId: string;
  readonly parameters?: readonly { name: string; in: string; schema: Record<string, unknown> }[];
  readonly responses: Record<string, { $ref?: string; content?: Record<string, unknown> }>;
  readonly 'x-tandem-roles'?: readonly string[];
}
type Paths = Record<string, Record<string, Operation>>;

const goldenFile = join(__dirname, '..', 'golden', 'routes.json');

describe('the OpenAPI document', () => {
  let gateway: GatewayForTest;
  let document: { openapi: string; paths: Paths; components: { schemas: Record<string, object>; responses: Record<string, object> } };
  let routes: Route[];
  beforeAll(async () => {
    gateway = await gatewayForTest();
    document = (await gateway.send('/api/openapi.json', { token: null })).body as unknown as typeof document;
    routes = routesOf(gateway.service.app.get(DiscoveryService));
  }, 60_000);
  afterAll(() => gateway.stop());

  const operations = (): [string, Operation][] =>
    Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => [`${method.toUpperCase()} ${path}`, operation] as [string, Operation]),
    );

  it('is version 3.1 and names every route', () => {
    expect(document.openapi).toBe('3.1.0');
    const named = routes.map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`);
    expect(
      operations()
        .map(([name]) => name)
        .sort(),
    ).toEqual(named.sort());
  });

  it('gives every operation its own id, its roles and its problem responses', () => {
    const ids = operations().map(([, { operationId }]) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [name, operation] of operations()) {
      const expected = operation['x-tandem-roles'] ? ['400', '401', '403', '429', '500', '503'] : ['500', '503'];
      for (const status of expected)
        expect([name, operation.responses[status]]).toEqual([name, { $ref: `#/components/responses/Problem${status}` }]);
    }
  });

  it('has a schema behind every reference', () => {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/(\w+)\/(\w+)"/g)];
    expect(references.length).toBeGreaterThan(50);
    for (const [, kind, name] of references)
      expect([name, document.components[kind as 'schemas'][name!]]).toEqual([name, expect.any(Object)]);
  });

  it('limits every list to 500 items', () => {
    const limits = operations().flatMap(([, { parameters = [] }]) => parameters.filter(({ name }) => name === 'limit'));
    expect(limits.length).toBeGreaterThan(3);
    for (const { schema } of limits) expect(schema).toMatchObject({ type: 'integer', minimum: 1, maximum: 500, default: 100 });
  });

  it('shows what a property takes as the class declares it', () => {
    expect(document.components.schemas.TokenView).toMatchObject({
      properties: {
        id: { type: 'string', format: 'uuid' },
        roles: { type: 'array', items: { enum: ['viewer', 'operator', 'mapper', 'admin', 'auditor'] } },
      },
      required: ['id', 'name', 'roles', 'createdBy', 'createdAt'],
    });
    expect(document.components.schemas.LinkedCoupling).toMatchObject({
      properties: { businessKey: { description: 'The business key of the Business Central record (`10000`, `EUR`).' } },
    });
    expect(document.components.schemas.ReviewView).toMatchObject({
      description: 'A full synchronisation from plan to end.',
      properties: { lines: { type: 'array', items: { $ref: '#/components/schemas/ReviewLine' } } },
    });
  });

  /** After adding routes: `UPDATE_GOLDEN=1 npx nx test gateway`. */
  it('keeps every route that has ever landed', () => {
    const present = operations()
      .map(([name]) => name)
      .sort();
    if (process.env['UPDATE_GOLDEN']) writeFileSync(goldenFile, `${JSON.stringify(present, undefined, 2)}\n`);
    const landed = JSON.parse(readFileSync(goldenFile, 'utf8')) as string[];
    expect(present).toEqual(expect.arrayContaining(landed));
    expect(landed).toEqual(present);
  });

  it('has a page that needs nothing from elsewhere', async () => {
    const page = await fetch(`${gateway.service.url}/api/docs`);
    const html = await page.text();
    expect(page.status).toBe(200);
    expect(html).not.toMatch(/(src|href)="https?:/);
    const scripts = [...html.matchAll(/(?:src|href)="(\.\/docs\/[^"]+)"/g)].map(([, address]) => address!);
    expect(scripts.length).toBeGreaterThan(2);
    for (const address of scripts) {
      const script = await fetch(new URL(address, `${gateway.service.url}/api/docs`));
      expect([address, script.status, (await script.text()).length > 500]).toEqual([address, 200, true]);
    }
    expect(page.headers.get('content-security-policy')).toContain("default-src 'self'");
  });
});
