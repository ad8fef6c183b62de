import type { LimitSettings } from '../service/limit-settings';
import { dataverseLimits } from '../service/limit-settings';
import { createServiceCore, type ServiceCore } from '../service/service-core';
import { DataverseService } from './dataverse-service';
import { demoRegistrations } from './sample/identities';

export interface DataverseOptions {
  /** Whether the Dynamics 365 Sales sample is loaded; default true. */
  sample?: boolean;
  /** Whether Tandem's solution (columns, tables, roles) is installed; default true. */
  solution?: boolean;
  seed?: number;
  limits?: LimitSettings;
}

/** A Dataverse organisation with its world around it, ready for `startServer`. */
export function createDataverse({ sample = true, solution = true, seed = 1, limits = dataverseLimits }: DataverseOptions = {}): {
  core: ServiceCore;
  service: DataverseService;
} {
  const core = createServiceCore({ seed, limits, registrations: demoRegistrations });
  return { core, service: new DataverseService(core, { sample, solution }) };
}
