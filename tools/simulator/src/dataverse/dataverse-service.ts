import { headerOf, type ServiceAnswer, type ServiceRequest } from '../service/exchange';
import type { LimitName, LimitRefusal } from '../service/limit-settings';
import type { ServiceCore } from '../service/service-core';
import type { GenerateRequest, SimulatedService } from '../service/simulated-service';
import { Authentication, unauthorized } from './access/authentication';
import { preferencesOf } from './access/preferences';
import { errorAnswer } from './answers';
import { runBatch } from './batch/batch';
import { controlRoutes } from './control/control-routes';
import { DataverseRows } from './control/dataverse-rows';
import { DataverseError } from './dataverse-error';
import { checkHeaders } from './access/request-headers';
import type { Operation } from './operations/operation';
import { runOperation } from './operations/run-operation';
import { generateRows } from './sample/generate';
import { seedOrganization } from './sample/seed-organization';
import { loadSample } from './sample/load-sample';
import { Database } from './storage/database';
import { defaultSwitches, type DataverseSwitches } from './switches';

/** The Dataverse Web API of one organisation with Dynamics 365 Sales. */
export class DataverseService implements SimulatedService {
  readonly name = 'dataverse';
  readonly resources: readonly string[] = [];
  readonly rows: DataverseRows;
  readonly controlRoutes;
  database: Database;
  switches: DataverseSwitches = { ...defaultSwitches };
  private readonly authentication: Authentication;

  constructor(
    private readonly core: ServiceCore,
    private readonly options: { sample: boolean; solution: boolean },
  ) {
    this.authentication = new Authentication(
      () => this.database,
      () => this.switches,
    );
    this.rows = new DataverseRows(this);
    this.controlRoutes = controlRoutes(this);
    this.database = this.freshDatabase(options);
  }

  /** Without a word about the solution it is there, or not, as at the start. */
  reset({ sample, solution = this.options.solution }: { sample: boolean; solution?: boolean }): void {
    this.switches = { ...defaultSwitches };
    this.database = this.freshDatabase({ sample, solution });
  }

  generate(request: GenerateRequest): Record<string, number> {
    return generateRows(this.database, request);
  }

  answer(request: ServiceRequest): ServiceAnswer {
    this.database.imports.advance(this.core.clock.now());
    try {
      const operation = this.operation(request);
      return operation.path === '$batch' ? runBatch(operation) : this.withRates(request, runOperation(operation));
    } catch (error) {
      if (error instanceof DataverseError) return error.status === 401 ? bodyless(error) : errorAnswer(error, false);
      throw error;
    }
  }

  operationOf(request: ServiceRequest): string {
    const [, set = '', action] = /^\/api\/data\/v9\.\d\/([^/(]*)[^/]*(?:\/Microsoft\.Dynamics\.CRM\.(\w+))?/.exec(request.path) ?? [];
    return `${request.method} ${set}${action === undefined ? '' : `/${action}`}`;
  }

  principalOf(request: ServiceRequest): string | undefined {
    return this.authentication.clientOf(request);
  }

  unauthorized(request: ServiceRequest): ServiceAnswer {
    return bodyless(unauthorized(request));
  }

  refuse({ limit, retryAfterHeader }: LimitRefusal): ServiceAnswer {
    const [code, message] = limitTexts[limit];
    return errorAnswer(
      new DataverseError(429, code, message, retryAfterHeader === undefined ? {} : { 'Retry-After': retryAfterHeader }),
      false,
    );
  }

  private freshDatabase({ sample, solution }: { sample: boolean; solution: boolean }): Database {
    const database = new Database(this.core, { solution });
    seedOrganization(database, { solution });
    if (sample) loadSample(database);
    return database;
  }

  private operation(request: ServiceRequest): Operation {
    const [, version, path = ''] = /^\/api\/data\/(v9\.[0-2])(?:\/(.*))?$/s.exec(request.path) ?? [];
    if (version === undefined)
      throw new DataverseError(404, '', `No HTTP resource was found that matches the request URI '${request.path}'.`);
    const caller = this.authentication.callerOf(request);
    checkHeaders(request);
    const context = {
      database: this.database,
      switches: this.switches,
      caller,
      api: `http://${headerOf(request, 'host') ?? ''}/api/data/${version}`,
      preferences: preferencesOf(request),
      headers: request.headers as Record<string, string | undefined>,
    };
    return { method: request.method, path, query: request.query, body: request.body, context };
  }

  /** What is left of the limits, for diagnosis. */
  private withRates(request: ServiceRequest, answer: ServiceAnswer): ServiceAnswer {
    const { limits, clock } = this.core;
    const principal = limits.settings.enabled ? this.principalOf(request) : undefined;
    if (principal === undefined) return answer;
    const budget = limits.budgetOf(principal);
    answer.headers['x-ms-ratelimit-burst-remaining-xrm-requests'] = String(budget.remainingRequests(clock.now(), limits.settings));
    answer.headers['x-ms-ratelimit-time-remaining-xrm-requests'] = budget.remainingSeconds(clock.now(), limits.settings).toFixed(2);
    return answer;
  }
}

function bodyless(error: DataverseError): ServiceAnswer {
  return { status: error.status, headers: error.headers, body: '' };
}

const concurrencyText = ['0x80072326', 'Number of concurrent requests exceeded the limit of 52.'] as const;

const limitTexts: Record<LimitName, readonly [code: string, message: string]> = {
  requests: ['0x80072322', 'Number of requests exceeded the limit of 6000 over time window of 300 seconds.'],
  'execution-time': [
    '0x80072321',
    'Combined execution time of incoming requests exceeded limit of 1,200,000 milliseconds over time window of 300 seconds. Decrease number of concurrent requests or reduce the duration of requests and try again later.',
  ],
  concurrency: concurrencyText,
  'queue-timeout': concurrencyText,
};
