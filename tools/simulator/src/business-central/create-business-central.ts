/** Puts the Business Central simulator together: core, service, and the rows that it starts with. */
import type { AppRegistration } from '../service/entra/app-registrations';
import { LimitSettings, businessCentralLimits } from '../service/limit-settings';
import { ServiceCore, createServiceCore } from '../service/service-core';
import { demoRegistrations } from './access/demo-identities';
import { BusinessCentralService } from './business-central-service';

export interface BusinessCentralOptions {
  /** Seeds latency tails and fault probabilities; default 1. */
  readonly seed?: number;
  /** False: the company and its set-up without sample rows. */
  readonly sample?: boolean;
  readonly limits?: LimitSettings;
  /** Applications besides the demo identities. */
  readonly registrations?: readonly AppRegistration[];
}

export interface CreatedSimulator {
  readonly core: ServiceCore;
  readonly service: BusinessCentralService;
}

export function createBusinessCentral(options: BusinessCentralOptions = {}): CreatedSimulator {
  const registrations = [...demoRegistrations, ...(options.registrations ?? [])];
  const core = createServiceCore({ seed: options.seed ?? 1, limits: options.limits ?? businessCentralLimits, registrations });
  const service = new BusinessCentralService(core);
  service.reset({ sample: options.sample !== false });
  core.history.clear();
  return { core, service };
}
