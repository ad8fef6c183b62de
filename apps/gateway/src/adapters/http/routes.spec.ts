import { Controller, Get } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { Describes, Public, Roles } from './operation';
import { methodsAt, refuseUndeclaredRoutes, routesOf } from './routes';

@Controller('api/v1/things')
class ThingsController {
  @Get()
  @Roles('viewer')
  @Describes({ summary: 'Lists things' })
  list(): void {}

  @Get(':thingId')
  @Public()
  @Describes({ summary: 'Reads a thing' })
  read(): void {}
}

@Controller('api/v1/forgotten')
class ForgottenController {
  @Get('roles')
  @Describes({ summary: 'Says nothing about who may call it' })
  withoutRoles(): void {}

  @Get('description')
  @Roles('admin')
  withoutDescription(): void {}
}

const routesIn = (...controllers: (new () => object)[]) =>
  routesOf({ getControllers: () => controllers.map((metatype) => ({ metatype })) } as unknown as DiscoveryService);

describe('the routes', () => {
  it('are read off the controllers with who may call them', () => {
    expect(routesIn(ThingsController)).toMatchObject([
      { method: 'GET', path: '/api/v1/things', group: 'Things', name: 'list', access: ['viewer'] },
      { method: 'GET', path: '/api/v1/things/:thingId', group: 'Things', name: 'read', access: 'anybody' },
    ]);
  });

  it('that say neither who may call them nor what they do keep the gateway from starting', () => {
    expect(() => refuseUndeclaredRoutes(routesIn(ThingsController))).not.toThrow();
    expect(() => refuseUndeclaredRoutes(routesIn(ThingsController, ForgottenController))).toThrow(
      /GET \/api\/v1\/forgotten\/roles, GET \/api\/v1\/forgotten\/description/,
    );
  });

  it('tell which methods an address takes', () => {
    const routes = routesIn(ThingsController);
    expect(methodsAt(routes, '/api/v1/things/7?colour=red')).toEqual(['GET']);
    expect(methodsAt(routes, '/api/v1/things/7/8')).toEqual([]);
  });
});
