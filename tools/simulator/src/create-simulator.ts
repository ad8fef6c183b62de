import { createBusinessCentral } from './business-central/create-business-central';
import type { SimulatorSettings } from './command-line';
import { createDataverse } from './dataverse/create-dataverse';
import type { ServiceCore } from './service/service-core';
import type { SimulatedService } from './service/simulated-service';

/** The simulator that the settings ask for. */
export function createSimulator({ service, sample, solution, generate }: SimulatorSettings): {
  core: ServiceCore;
  service: SimulatedService;
} {
  const options = { sample, seed: generate?.seed };
  return service === 'dataverse' ? createDataverse({ ...options, solution }) : createBusinessCentral(options);
}
