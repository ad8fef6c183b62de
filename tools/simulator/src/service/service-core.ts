import { AccessTokens } from './entra/access-tokens';
import { AppRegistrations, type AppRegistration } from './entra/app-registrations';
import { TokenEndpoint } from './entra/token-endpoint';
import { Counters } from './counters';
import { FaultInjection } from './fault-injection';
import { LatencyModel } from './latency';
import type { LimitSettings } from './limit-settings';
import { RowVersions } from './row-versions';
import { SeededRandom } from './seeded-random';
import { ServiceLimits } from './service-limits';
import { SettableClock } from './settable-clock';
import { WriteHistory } from './write-history';

/** Everything both simulators share: the world around a service that the control API can turn. */
export interface ServiceCore {
  readonly clock: SettableClock;
  readonly random: SeededRandom;
  readonly rowVersions: RowVersions;
  readonly limits: ServiceLimits;
  readonly latency: LatencyModel;
  readonly faults: FaultInjection;
  readonly counters: Counters;
  readonly history: WriteHistory;
  readonly registrations: AppRegistrations;
  readonly tokens: AccessTokens;
  readonly tokenEndpoint: TokenEndpoint;
}

export interface CoreSettings {
  seed: number;
  limits: LimitSettings;
  registrations: readonly AppRegistration[];
}

export function createServiceCore({ seed, limits, registrations: defaults }: CoreSettings): ServiceCore {
  const clock = new SettableClock();
  const random = new SeededRandom(seed);
  const registrations = new AppRegistrations(defaults);
  const tokens = new AccessTokens(clock);
  return {
    clock,
    random,
    registrations,
    tokens,
    rowVersions: new RowVersions(),
    limits: new ServiceLimits(clock, limits),
    latency: new LatencyModel(random),
    faults: new FaultInjection(random),
    counters: new Counters(),
    history: new WriteHistory(),
    tokenEndpoint: new TokenEndpoint(registrations, tokens, clock),
  };
}
