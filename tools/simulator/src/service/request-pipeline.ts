import { setTimeout as pause } from 'node:timers/promises';
import { tokenPath } from './entra/token-endpoint';
import { textAnswer, type ServiceAnswer, type ServiceRequest } from './exchange';
import type { FaultAction } from './fault-rule';
import type { ServiceCore } from './service-core';
import { isRefusal } from './service-limits';
import type { SimulatedService } from './simulated-service';

/** The way of one request: faults, limits, the service itself, latency, counters. */

/** An answer, or the order to end the connection (after so many bytes of an answer). */
export type Outcome = ServiceAnswer | { readonly cut: true; readonly answer?: ServiceAnswer; readonly bytes: number };

export class RequestPipeline {
  constructor(
    private readonly core: ServiceCore,
    private readonly service: SimulatedService,
  ) {}

  async run(request: ServiceRequest): Promise<Outcome> {
    const token = tokenPath.test(request.path);
    const operation = token ? 'token' : this.service.operationOf(request);
    const principal = token ? undefined : this.service.principalOf(request);
    const faults = this.core.faults.idle ? [] : this.strike(request, operation, principal);
    const outcome = await this.withFaults(request, principal, faults);
    if ('status' in outcome) this.core.counters.count(operation, request, outcome);
    else this.core.counters.count(operation, request, outcome.answer ?? textAnswer(0, ''));
    return outcome;
  }

  private strike(request: ServiceRequest, operation: string, principal: string | undefined): FaultAction[] {
    const url = request.query === '' ? request.path : `${request.path}?${request.query}`;
    return this.core.faults.strike({ method: request.method, url, operation, principal, body: request.body });
  }

  private async withFaults(request: ServiceRequest, principal: string | undefined, faults: readonly FaultAction[]): Promise<Outcome> {
    const instead = await this.before(request, faults);
    if (instead !== undefined) return instead;
    const answer = await this.withLimits(request, principal);
    return faults.length === 0 ? answer : this.after(answer, faults);
  }

  private async before(request: ServiceRequest, faults: readonly FaultAction[]): Promise<Outcome | undefined> {
    for (const fault of faults) {
      if (fault.kind === 'edit' && fault.when === 'before') this.edit(fault);
      if (fault.kind === 'slow' && fault.before === true) await pause(fault.milliseconds);
      if (fault.kind === 'drop-before') return { cut: true, bytes: 0 };
      if (fault.kind === 'unauthorized') return this.service.unauthorized(request);
      if (fault.kind === 'html-page')
        return textAnswer(200, '<!DOCTYPE html><html><head><title>Sign in</title></head></html>', 'text/html; charset=utf-8');
      if (fault.kind === 'answer') {
        const type = fault.contentType ?? 'application/json; charset=utf-8';
        return { status: fault.status, headers: { 'Content-Type': type, ...fault.headers }, body: fault.body ?? '' };
      }
    }
    return undefined;
  }

  private async after(answer: ServiceAnswer, faults: readonly FaultAction[]): Promise<Outcome> {
    let outcome: Outcome = answer;
    for (const fault of faults) {
      if (fault.kind === 'edit' && fault.when === 'after') this.edit(fault);
      if (fault.kind === 'slow' && fault.before !== true) await pause(fault.milliseconds);
      if (fault.kind === 'drop-after-commit') outcome = { cut: true, answer, bytes: 0 };
      if (fault.kind === 'truncate') outcome = { cut: true, answer, bytes: fault.bytes };
    }
    return outcome;
  }

  private edit(fault: Extract<FaultAction, { kind: 'edit' }>): void {
    for (const edit of fault.edits) this.service.rows.edit(edit, { writer: edit.writer ?? 'user' });
  }

  private async withLimits(request: ServiceRequest, principal: string | undefined): Promise<ServiceAnswer> {
    const { limits } = this.core;
    if (tokenPath.test(request.path)) return this.core.tokenEndpoint.answer(request);
    if (principal === undefined || !limits.settings.enabled) return this.timed(request);
    const entering = limits.enter(principal);
    const budget = entering instanceof Promise ? await entering : entering;
    if (isRefusal(budget)) return this.service.refuse(budget);
    const start = performance.now();
    try {
      return await this.timed(request);
    } finally {
      limits.leave(budget, performance.now() - start);
    }
  }

  private async timed(request: ServiceRequest): Promise<ServiceAnswer> {
    const answer = await this.service.answer(request);
    const delay = this.core.latency.delayOf(answer.rowsRead ?? 0, answer.rowsWritten ?? 0);
    if (delay > 0) await pause(delay);
    return answer;
  }
}
