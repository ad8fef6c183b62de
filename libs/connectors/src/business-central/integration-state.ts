/** How far the row versions of the database are settled, and whether the companion is there to say so. */
import { Failure } from '@tandem/domain/failure';
import { JsonObject, jsonOf, unexpectedAnswer } from '../http/json-answer';
import { ServiceParts } from '../http/service-parts';
import { CompanyClient } from './company-client';
import { Surface } from './company-sets';

export interface IntegrationState {
  /** Every row below it is committed. */
  readonly settledBelow: bigint;
  readonly lastUsed: bigint;
  /** The service's time, UTC ISO 8601. */
  readonly at: string;
  readonly localCurrencyCode: string;
  readonly extensionVersion: string;
}

/** A row version of the wire. Beyond 2^53 a JSON number has lost digits, which must not pass silently. */
export const rowVersion = (value: unknown): bigint => {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return BigInt(value);
  if (typeof value === 'string' && /^\d+$/.test(value)) return BigInt(value);
  throw unexpectedAnswer('no row version');
};

export class IntegrationStates {
  private readonly client: CompanyClient;
  private asking: Promise<IntegrationState> | undefined;
  private queued: Promise<IntegrationState> | undefined;

  constructor(parts: ServiceParts) {
    this.client = new CompanyClient(parts, 'companion');
  }

  /** The state now. Callers share a request that is yet to be sent, never one under way: it may not see what was committed before the call. */
  current(): Promise<IntegrationState> {
    this.queued ??= this.afterCurrent().then(() => {
      this.queued = undefined;
      this.asking = this.ask();
      return this.asking;
    });
    return this.queued;
  }

  /** `v2` where the companion extension is not installed. */
  async surface(): Promise<Surface> {
    try {
      await this.current();
      return 'companion';
    } catch (thrown) {
      if (thrown instanceof Failure && thrown.details.vendorCode === 'BadRequest_ResourceNotFound') return 'v2';
      throw thrown;
    }
  }

  private afterCurrent(): Promise<unknown> {
    return this.asking?.catch(() => undefined) ?? Promise.resolve();
  }

  private async ask(): Promise<IntegrationState> {
    const body = jsonOf(await this.client.get({ path: await this.client.path('integrationState') }));
    const row = Array.isArray(body.value) ? (body.value[0] as JsonObject | undefined) : body;
    if (!row) throw unexpectedAnswer('no integration state');
    return {
      settledBelow: rowVersion(row.minimumActiveRowVersion),
      lastUsed: rowVersion(row.lastUsedRowVersion),
      at: String(row.systemModifiedAt),
      localCurrencyCode: String(row.localCurrencyCode ?? ''),
      extensionVersion: String(row.extensionVersion ?? ''),
    };
  }
}
