/** The simulated Business Central: one server for API v2.0, the companion API and the classic OData service. */
import type { ControlRoute } from '../service/control/control-route';
import { segment } from '../service/control/control-route';
import type { ControlledRows } from '../service/controlled-rows';
import type { ServiceAnswer, ServiceRequest } from '../service/exchange';
import { headerOf } from '../service/exchange';
import type { LimitRefusal } from '../service/limit-settings';
import type { ServiceCore } from '../service/service-core';
import type { GenerateRequest, SimulatedService } from '../service/simulated-service';
import { tenant } from '../service/entra/token-endpoint';
import { Access } from './access/access';
import { demoApplications, webServiceUser } from './access/demo-identities';
import { BatchRun } from './batch/batch-run';
import { answerJsonBatch } from './batch/json-batch';
import { answerMultipartBatch } from './batch/multipart-batch';
import { buildModel } from './catalogue/model';
import { Switches, controlRoutes } from './control/control-routes';
import { UserEdits } from './control/user-edits';
import { Address, parseAddress } from './http/address';
import { Call, Reply, jsonReply } from './http/call';
import { Dispatcher } from './http/dispatcher';
import { answerAvailability } from './http/item-availability-service';
import { readPreferences } from './http/preferences';
import { parseSegment } from './http/segment';
import { WireError, badRequest, methodNotAllowed, resourceNotFound } from './http/wire-error';
import { generateRows } from './sample/generate-rows';
import { loadCompany } from './sample/load-sample';
import { Database } from './store/database';
import type { Writer } from './store/transaction';
import { RecordGate } from './write/record-gate';

/** The resource that tokens for Business Central online are asked for. */
export const onlineResource = 'https://api.businesscentral.dynamics.com';

const largestBody = 350 * 1024 * 1024;

export class BusinessCentralService implements SimulatedService {
  readonly name = 'business-central';
  readonly resources = [onlineResource];
  readonly rows: ControlledRows;
  readonly controlRoutes: readonly ControlRoute[];
  private readonly database: Database;
  private readonly dispatcher: Dispatcher;
  private readonly access: Access;
  private readonly switches: Switches = { companion: true, environment: 'production' };
  private readonly couplings = new Map<string, string>();

  constructor(private readonly core: ServiceCore) {
    this.database = new Database(core, buildModel({ rowVersions: core.rowVersions, now: () => core.clock.now() }));
    this.dispatcher = new Dispatcher(this.database, new RecordGate(core.faults));
    this.access = new Access(core);
    this.rows = new UserEdits(this.database, this.access);
    this.controlRoutes = [...controlRoutes(this.switches, this.access, this.database), this.couplingRoute()];
  }

  answer(request: ServiceRequest): ServiceAnswer {
    try {
      if (request.body.length > largestBody) throw new WireError(413, 'BadRequest', 'The request body is too large.');
      return this.admitted(request);
    } catch (error) {
      if (error instanceof WireError) return jsonReply(error.status, error.body());
      throw error;
    }
  }

  /** `PATCH customers`, `POST $batch`, `GET companion/integrationState` */
  operationOf({ method, path }: ServiceRequest): string {
    const at = path.indexOf('/api/');
    const below =
      at < 0
        ? path
        : path
            .slice(at + 5)
            .replace(/^tandem\/integration\/v1\.0\/?/, 'companion/')
            .replace(/^v2\.0\/?/, '');
    const shown = below.replace(/companies\([^)]*\)\/?/, '').replace(/\([^)]*\)/g, '');
    return `${method} ${shown}`;
  }

  principalOf(request: ServiceRequest): string | undefined {
    return this.access.principalOf(request);
  }

  /** A queued request that waited too long is 503; too many requests are 429. */
  refuse(refusal: LimitRefusal): ServiceAnswer {
    const headers: Record<string, string> = refusal.retryAfterHeader === undefined ? {} : { 'Retry-After': refusal.retryAfterHeader };
    const waited = refusal.limit === 'queue-timeout';
    const error = waited
      ? new WireError(503, 'Internal_ServerError', 'The request waited too long in the queue.')
      : new WireError(429, 'Application_TooManyRequests', 'Too many requests reached. Actual (6000). Maximum (6000).');
    return jsonReply(error.status, error.body(), { headers });
  }

  unauthorized(): ServiceAnswer {
    const error = new WireError(401, 'Authentication_InvalidCredentials', 'The server has rejected the client credentials.');
    return jsonReply(401, error.body(), {
      headers: { 'WWW-Authenticate': `Bearer authorization_uri="https://login.microsoftonline.com/${tenant.id}/oauth2/authorize"` },
    });
  }

  reset({ sample }: { sample: boolean }): void {
    this.database.clear();
    this.couplings.clear();
    this.access.applications.clear();
    this.access.users.clear();
    const { name, ...user } = webServiceUser;
    this.access.users.set(name, user);
    for (const [clientId, application] of demoApplications) this.access.applications.set(clientId, structuredClone(application));
    Object.assign(this.switches, { companion: true, environment: 'production' });
    loadCompany(this.database, { sample });
  }

  generate(request: GenerateRequest): Record<string, number> {
    return generateRows(this.database, request);
  }

  private admitted(request: ServiceRequest): ServiceAnswer {
    const admission = this.access.admit(request);
    if ('writer' in admission) return this.answerCall(this.callOf(request, admission.writer), request);
    if (admission.refused === 'permission')
      throw new WireError(403, 'Authorization_RequestDenied', 'You do not have the permissions that this request needs.');
    return headerOf(request, 'authorization')?.startsWith('Basic ') ? this.basicRefused() : this.unauthorized();
  }

  private basicRefused(): ServiceAnswer {
    const error = new WireError(401, 'Authentication_InvalidCredentials', 'The server has rejected the client credentials.');
    return jsonReply(401, error.body(), { headers: { 'WWW-Authenticate': 'Basic realm=""' } });
  }

  private callOf(request: ServiceRequest, writer: Writer): Call {
    const { method, query, headers } = request;
    const origin = `http://${headerOf(request, 'host') ?? 'localhost'}`;
    return {
      method,
      address: parseAddress(request.path),
      query: new URLSearchParams(query),
      rawQuery: query,
      headers,
      preferences: readPreferences(headers, method),
      writer,
      origin,
      body: () => parsedBody(request),
    };
  }

  private answerCall(call: Call, request: ServiceRequest): Reply {
    this.checkSite(call.address);
    if (call.address.api === 'environments') return this.environments(call);
    if (call.address.api === 'odata') return answerAvailability(this.database, call, this.couplings);
    if (call.address.segments.at(-1) === '$batch') return this.answerBatch(call, request);
    return this.dispatcher.run(call);
  }

  private environments({ method }: Call): Reply {
    if (method !== 'GET') throw methodNotAllowed();
    const { environment } = this.switches;
    return jsonReply(
      200,
      JSON.stringify({
        value: [{ friendlyName: environment, type: 'Production', name: environment, countryCode: 'GB', applicationVersion: '29.0.0.0' }],
      }),
    );
  }

  private checkSite({ api, tenant: named, environment }: Address): void {
    if (named !== undefined && named.toLowerCase() !== tenant.id && named.toLowerCase() !== tenant.domain)
      throw new WireError(404, 'Internal_TenantUnavailable', `The tenant '${named}' does not exist.`);
    if (environment !== undefined && environment.toLowerCase() !== this.switches.environment)
      throw new WireError(404, 'Internal_TenantUnavailable', `The environment '${environment}' does not exist.`);
    if (api === 'companion' && !this.switches.companion) throw resourceNotFound('tandem');
  }

  private answerBatch(outer: Call, request: ServiceRequest): Reply {
    if (outer.method !== 'POST') throw methodNotAllowed();
    const call = { ...outer, address: { ...outer.address, segments: outer.address.segments.slice(0, -1) } };
    const inCompany = call.address.segments.map((segment) => parseSegment(segment).name).includes('companies');
    if (call.address.segments.length > 0 && !inCompany) throw resourceNotFound('$batch');
    const run = new BatchRun(this.dispatcher, this.database, { ...call, address: { ...call.address, segments: [] } });
    const multipart = /^multipart\/mixed/i.test(headerOf(request, 'content-type') ?? '');
    return multipart ? answerMultipartBatch(run, call, request.body.toString('utf8')) : answerJsonBatch(run, call);
  }

  /** Which product of Sales an item is coupled with, as the page ProductItemAvailability shows it. */
  private couplingRoute(): ControlRoute {
    return {
      method: 'PUT',
      path: '/couplings/{productId}',
      run: (call) => void this.couplings.set(segment(call, 'productId'), String(call.body['itemId'])),
    };
  }
}

function parsedBody({ body, headers }: ServiceRequest): Readonly<Record<string, unknown>> {
  if (body.length === 0) return {};
  const type = headers['content-type'];
  if (type !== undefined && !/json/i.test(type)) throw new WireError(415, 'BadRequest', `The media type '${type}' is not supported.`);
  const value = parsedJson(body.toString('utf8'));
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw badRequest('Invalid Request Body');
  return value as Record<string, unknown>;
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw badRequest('Invalid Request Body');
  }
}
