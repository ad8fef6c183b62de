import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DiscoveryService } from '@nestjs/core';
import { GatewayModule } from '../../gateway.module';
import { docstringsIn, sourcesIn } from '../../testing/docstrings.fixture';
import { routesOf } from '../http/routes';
import { Problem } from '../http/problem';
import { SchemaCollection } from './json-schema';
import { describeOperation } from './operation-object';

const file = join(__dirname, 'descriptions.json');

/** After changing a docstring: `UPDATE_GOLDEN=1 npx nx test gateway`. */
it('the descriptions in the OpenAPI document are the docstrings of the classes', () => {
  const sources = ['../../../../../libs/contracts/src', '../routes', '../http'].flatMap((folder) => sourcesIn(join(__dirname, folder)));
  const shown = namesOfShownClasses();
  const present = Object.fromEntries(Object.entries(docstringsIn(sources)).filter(([name]) => shown.has(name)));
  if (process.env['UPDATE_GOLDEN']) writeFileSync(file, `${JSON.stringify(present, undefined, 2)}\n`);
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(present);
});

/** The classes of the document, and those that they inherit from. */
function namesOfShownClasses(): Set<string> {
  const controllers = Reflect.getMetadata('controllers', GatewayModule) as (new () => object)[];
  const discovery = { getControllers: () => controllers.map((metatype) => ({ metatype })) } as unknown as DiscoveryService;
  const schemas = new SchemaCollection();
  schemas.referTo(Problem);
  routesOf(discovery).forEach((route) => describeOperation(route, schemas));
  return new Set([...schemas.described].flatMap(namesUpwards));
}

function namesUpwards(described: unknown): string[] {
  return typeof described === 'function' && described.name ? [described.name, ...namesUpwards(Object.getPrototypeOf(described))] : [];
}
