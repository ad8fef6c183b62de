import { ControlError } from '../controlled-rows';
import { jsonAnswer, type ServiceAnswer, type ServiceRequest } from '../exchange';
import { HeldWrites } from '../held-writes';
import type { ServiceCore } from '../service-core';
import type { SimulatedService } from '../simulated-service';
import { segmentsOf, type ControlRoute } from './control-route';
import { identityRoutes } from './identity-routes';
import { observationRoutes } from './observation-routes';
import { rowRoutes } from './row-routes';
import { weatherRoutes } from './weather-routes';

/** `/_control/…`: the JSON API by which tests and the local stack turn the simulated world and read what happened in it. */
export class ControlApi {
  private readonly routes: readonly ControlRoute[];

  constructor(core: ServiceCore, service: SimulatedService) {
    const held = new HeldWrites(core.rowVersions, () => service.rows);
    const general = [
      ...rowRoutes(core, service, held),
      ...weatherRoutes(core),
      ...observationRoutes(core, service),
      ...identityRoutes(core),
    ];
    this.routes = [...service.controlRoutes, ...general];
  }

  async answer(request: ServiceRequest): Promise<ServiceAnswer> {
    const path = request.path.slice('/_control'.length);
    for (const route of this.routes) {
      const segments = segmentsOf(route, request.method, path);
      if (segments !== undefined) return this.run(route, segments, request);
    }
    return jsonAnswer(404, { error: `The control API has no route ${request.method} ${path}.` });
  }

  private run(route: ControlRoute, segments: Record<string, string>, request: ServiceRequest): ServiceAnswer {
    try {
      const value = route.run({ segments, query: new URLSearchParams(request.query), body: bodyOf(request) });
      return jsonAnswer(200, value ?? {});
    } catch (error) {
      if (error instanceof ControlError) return jsonAnswer(400, { error: error.message });
      throw error;
    }
  }
}

function bodyOf(request: ServiceRequest): Record<string, unknown> {
  if (request.body.length === 0) return {};
  try {
    const value: unknown = JSON.parse(request.body.toString('utf8'));
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch {
    // Not JSON: refused below like any other body that is not an object.
  }
  throw new ControlError('The body must be a JSON object.');
}
