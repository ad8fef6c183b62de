import { ControlError, type RowEdit } from '../controlled-rows';
import type { HeldWrites } from '../held-writes';
import type { ServiceCore } from '../service-core';
import type { GenerateRequest, SimulatedService } from '../simulated-service';
import { numberOf, segment, type ControlCall, type ControlRoute } from './control-route';

/** Rows: start over, generate, edit and delete as a user, hold an edit back, read them raw. */
export function rowRoutes(core: ServiceCore, service: SimulatedService, held: HeldWrites): ControlRoute[] {
  const { rows } = service;
  return [
    { method: 'POST', path: '/reset', run: (call) => reset(core, service, held, call) },
    { method: 'POST', path: '/generate', run: ({ body }) => service.generate(amounts(body)) },
    { method: 'GET', path: '/tables', run: () => ({ tables: rows.tables() }) },
    { method: 'GET', path: '/rows/{table}', run: (call) => rows.page(segment(call, 'table'), pageOf(call)) },
    {
      method: 'GET',
      path: '/rows/{table}/{key}',
      run: (call) => ({ row: rows.one(segment(call, 'table'), segment(call, 'key')) ?? null }),
    },
    {
      method: 'POST',
      path: '/edits',
      run: ({ body }) => ({ written: editsOf(body).map((edit) => rows.edit(edit, { writer: edit.writer ?? 'user' })) }),
    },
    { method: 'POST', path: '/held-writes', run: ({ body }) => ({ held: editsOf(body).map((edit) => held.hold(edit)) }) },
    { method: 'GET', path: '/held-writes', run: () => ({ held: held.list() }) },
    { method: 'POST', path: '/held-writes/{id}/release', run: (call) => held.release(segment(call, 'id')) },
  ];
}

function reset(core: ServiceCore, service: SimulatedService, held: HeldWrites, { body }: ControlCall): unknown {
  held.clear();
  for (const part of [core.clock, core.rowVersions, core.limits, core.latency, core.registrations]) part.reset();
  core.faults.clear();
  core.tokens.revoke();
  service.reset({ sample: body.sample !== false, ...(typeof body.solution === 'boolean' ? { solution: body.solution } : {}) });
  const generated = body.generate === undefined ? {} : service.generate(amounts(body.generate));
  core.history.clear();
  core.counters.clear();
  return { generated, tables: service.rows.tables() };
}

function amounts(value: unknown): GenerateRequest {
  const entries = Object.entries(value as Record<string, unknown>);
  for (const [name, amount] of entries) if (typeof amount !== 'number') throw new ControlError(`'${name}' must be a number.`);
  return Object.fromEntries(entries) as GenerateRequest;
}

function editsOf(body: Record<string, unknown>): RowEdit[] {
  if (!Array.isArray(body.edits)) throw new ControlError('The body must be {"edits":[{"table","key","values","remove","writer"}]}.');
  for (const edit of body.edits as Array<Partial<RowEdit> | null>) {
    if (typeof edit?.table !== 'string') throw new ControlError('Each edit names its table.');
  }
  return body.edits as RowEdit[];
}

function pageOf(call: ControlCall) {
  const columns = call.query.get('columns')?.split(',');
  return { after: call.query.get('after') ?? undefined, count: numberOf(call, 'count', 5000), columns };
}
