/** All routes of the gateway as their decorators declare them: what the start check, the OpenAPI document, 405 answers and the role matrix read. */
import { RequestMethod } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { Access, Operation, operationKey, rolesKey } from './operation';

export interface Route {
  readonly method: string;
  /** `/api/v1/connections/:connectionId`. */
  readonly path: string;
  /** First part of the controller's name (`Connections`). */
  readonly group: string;
  /** Name of the controller's method. */
  readonly name: string;
  /** Absent where nobody thought of it: the start check refuses such a route. */
  readonly access?: Access;
  readonly operation?: Operation;
}

/** Reads the routes off the controllers of an application. */
export function routesOf(discovery: DiscoveryService): Route[] {
  return discovery.getControllers().flatMap(({ metatype }) => (metatype ? routesOfController(metatype as new () => object) : []));
}

function routesOfController(controller: new () => object): Route[] {
  const root = text(Reflect.getMetadata(PATH_METADATA, controller));
  if (root === undefined) return [];
  const group = controller.name.replace(/Controller$/, '');
  return new MetadataScanner().getAllMethodNames(controller.prototype as object).flatMap((name) => {
    const handler = (controller.prototype as Record<string, object>)[name]!;
    const path = text(Reflect.getMetadata(PATH_METADATA, handler));
    const method = Reflect.getMetadata(METHOD_METADATA, handler) as RequestMethod | undefined;
    if (path === undefined || method === undefined) return [];
    const operation = Reflect.getMetadata(operationKey, handler) as Operation | undefined;
    return [
      {
        method: RequestMethod[method],
        path: join(root, path),
        group,
        name,
        access: Reflect.getMetadata(rolesKey, handler) as Access,
        operation,
      },
    ];
  });
}

const text = (path: unknown): string | undefined => (typeof path === 'string' ? path : undefined);
const join = (root: string, path: string): string =>
  `/${[root, path]
    .flatMap((part) => part.split('/'))
    .filter(Boolean)
    .join('/')}`;

/** @throws Error naming every route that says neither who may call it nor that anybody may, or does not describe itself */
export function refuseUndeclaredRoutes(routes: readonly Route[]): void {
  const undeclared = routes.filter(({ access, operation }) => !access?.length || !operation);
  if (undeclared.length === 0) return;
  const names = undeclared.map(({ method, path }) => `${method} ${path}`).join(', ');
  throw new Error(`These routes lack @Roles (or @Public) or a description: ${names}`);
}

/** The methods that an address takes; empty where there is no such address. */
export function methodsAt(routes: readonly Route[], address: string): string[] {
  const path = address.split('?')[0]!;
  return routes.filter((route) => patternOf(route.path).test(path)).map(({ method }) => method);
}

const patternOf = (path: string): RegExp => new RegExp(`^${path.replace(/[.+*?^$()[\]{}|\\]/g, '\\$&').replace(/:\w+/g, '[^/]+')}/?$`);
