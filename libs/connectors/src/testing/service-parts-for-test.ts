/** What a client needs to talk to a local service: loopback allowed, short times, an access that counts its renewals. */
import { AccessSource, ServiceAccess } from '@tandem/domain/ports/service-access';
import { AddressGuard } from '../http/address-guard';
import { BudgetShare } from '../http/budget-share';
import { HttpTransport, TransportSettings } from '../http/http-transport';
import { RetryPolicy, RetrySettings } from '../http/retry-policy';
import { ServiceParts } from '../http/service-parts';

export const quickRetries: RetrySettings = { attempts: 4, firstDelayMs: 1, longestDelayMs: 5, longestWaitMs: 2_000 };

/** Hands out `Bearer token-1`, after a renewal `Bearer token-2`, and so on. */
export class CountingAccess extends AccessSource {
  renewals = 0;

  constructor(
    private readonly url: string,
    private readonly companyId?: string,
  ) {
    super();
  }

  current(refused?: ServiceAccess): Promise<ServiceAccess> {
    if (refused?.authorization === this.authorization) this.renewals++;
    return Promise.resolve({
      url: this.url,
      companyId: this.companyId,
      authorization: this.authorization,
      expiresAt: new Date('2100-01-01T00:00:00Z'),
    });
  }

  private get authorization(): string {
    return `Bearer token-${this.renewals + 1}`;
  }
}

export interface PartsForTest extends ServiceParts {
  readonly transport: HttpTransport;
  readonly access: CountingAccess;
  readonly budget: BudgetShare;
}

export const partsFor = (
  url: string,
  settings: { companyId?: string; transport?: Partial<TransportSettings>; slots?: number } = {},
): PartsForTest => ({
  transport: new HttpTransport(new AddressGuard({ allowLoopback: true, extraHosts: [] }), { timeoutMs: 2_000, ...settings.transport }),
  access: new CountingAccess(url, settings.companyId),
  budget: new BudgetShare(settings.slots ?? 8, { longestWaitMs: 2_000 }),
  retries: new RetryPolicy(quickRetries),
});
