import { ControlError } from '../controlled-rows';
import type { FaultRule } from '../fault-rule';
import type { LatencySettings } from '../latency';
import type { LimitSettings } from '../limit-settings';
import type { ServiceCore } from '../service-core';
import type { SettableClock } from '../settable-clock';
import { segment, type ControlRoute } from './control-route';

/** What the service has to live with: time, limits, latency, faults. */
export function weatherRoutes(core: ServiceCore): ControlRoute[] {
  const { clock, limits, latency, faults } = core;
  return [
    { method: 'GET', path: '/clock', run: () => timeOf(clock) },
    { method: 'PUT', path: '/clock', run: ({ body }) => setClock(clock, body) },
    { method: 'GET', path: '/limits', run: () => limits.settings },
    { method: 'PATCH', path: '/limits', run: ({ body }) => change(limits, onlyKnown(body, limits.settings) as Partial<LimitSettings>) },
    { method: 'DELETE', path: '/limits/used', run: () => limits.clear() },
    { method: 'GET', path: '/latency', run: () => latency.settings },
    {
      method: 'PATCH',
      path: '/latency',
      run: ({ body }) => change(latency, onlyKnown(body, latency.settings) as Partial<LatencySettings>),
    },
    { method: 'GET', path: '/faults', run: () => ({ faults: faults.list() }) },
    { method: 'PUT', path: '/faults/{id}', run: (call) => faults.add({ ...ruleOf(call.body), id: segment(call, 'id') }) },
    { method: 'DELETE', path: '/faults/{id}', run: (call) => faults.remove(segment(call, 'id')) },
    { method: 'DELETE', path: '/faults', run: () => faults.clear() },
  ];
}

function timeOf(clock: SettableClock): unknown {
  return { now: clock.isoNow(), frozen: clock.frozen };
}

function setClock(clock: SettableClock, body: Record<string, unknown>): unknown {
  if (typeof body.now === 'string') clock.set(timestamp(body.now));
  if (typeof body.advanceMilliseconds === 'number') clock.advance(body.advanceMilliseconds);
  if (body.frozen === true) clock.freeze();
  if (body.frozen === false) clock.unfreeze();
  return timeOf(clock);
}

function timestamp(text: string): number {
  const milliseconds = Date.parse(text);
  if (Number.isNaN(milliseconds)) throw new ControlError(`'${text}' is no time.`);
  return milliseconds;
}

function change<Settings>(part: { settings: Settings; change(settings: Partial<Settings>): void }, settings: Partial<Settings>): Settings {
  part.change(settings);
  return part.settings;
}

function onlyKnown(body: Record<string, unknown>, settings: object): Record<string, unknown> {
  for (const name of Object.keys(body)) if (!(name in settings)) throw new ControlError(`There is no setting '${name}'.`);
  return body;
}

function ruleOf(body: Record<string, unknown>): Omit<FaultRule, 'id'> {
  const action = body.action as { kind?: unknown } | undefined;
  if (typeof action?.kind !== 'string') throw new ControlError('A fault needs an action with a kind.');
  return body as unknown as Omit<FaultRule, 'id'>;
}
