import type { ServiceCore } from '../service-core';
import type { SimulatedService } from '../simulated-service';
import { numberOf, type ControlCall, type ControlRoute } from './control-route';

/** What happened: counters, write history, row versions. */
export function observationRoutes(core: ServiceCore, service: SimulatedService): ControlRoute[] {
  return [
    { method: 'GET', path: '/health', run: () => ({ ready: true, service: service.name }) },
    { method: 'GET', path: '/counters', run: () => core.counters.snapshot() },
    { method: 'DELETE', path: '/counters', run: () => core.counters.clear() },
    { method: 'GET', path: '/history', run: (call) => historyOf(core, call) },
    { method: 'DELETE', path: '/history', run: () => core.history.clear() },
    {
      method: 'GET',
      path: '/row-versions',
      run: () => ({ lastUsed: core.rowVersions.lastUsed, minimumActive: core.rowVersions.minimumActive }),
    },
  ];
}

function historyOf(core: ServiceCore, call: ControlCall): unknown {
  const text = (name: string) => call.query.get(name) ?? undefined;
  const query = {
    table: text('table'),
    key: text('key'),
    writer: text('writer'),
    since: numberOf(call, 'since', 0),
    count: numberOf(call, 'count', 10_000),
  };
  return { length: core.history.length, entries: core.history.find(query) };
}
