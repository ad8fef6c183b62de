import type { ControlRoute } from './control/control-route';
import type { ControlledRows } from './controlled-rows';
import type { ServiceAnswer, ServiceRequest } from './exchange';
import type { LimitRefusal } from './limit-settings';

/** What a simulator adds to the shared core: the meaning of its requests. */
export interface SimulatedService {
  readonly name: string;
  /** The rows, for the control API. */
  readonly rows: ControlledRows;
  /** Routes of the control API that only this service has. */
  readonly controlRoutes: readonly ControlRoute[];
  /** Token audiences besides the server's own address. */
  readonly resources: readonly string[];
  /** Carries out one request. An expected refusal is an answer; a thrown error is a bug and becomes 500. */
  answer(request: ServiceRequest): ServiceAnswer | Promise<ServiceAnswer>;
  /** Name of the operation for counters and fault rules, such as `GET accounts`. */
  operationOf(request: ServiceRequest): string;
  /** Whose limits the request counts against; `undefined` when it carries no valid credentials. */
  principalOf(request: ServiceRequest): string | undefined;
  /** The service's own answer to a request above its limits. */
  refuse(refusal: LimitRefusal): ServiceAnswer;
  /** The service's own answer to a missing or expired token. */
  unauthorized(request: ServiceRequest): ServiceAnswer;
  /** Empties everything and loads the sample, unless `sample` is false; Dataverse with or without Tandem's solution. */
  reset(options: { sample: boolean; solution?: boolean }): void;
  /** Makes rows by the numbers given (`customers`, `seed`, …); answers how many of each table. */
  generate(request: GenerateRequest): Record<string, number>;
}

/** `{ customers: 100000, seed: 7 }`: amounts by name; each service documents the names it knows. */
export type GenerateRequest = Record<string, number>;
