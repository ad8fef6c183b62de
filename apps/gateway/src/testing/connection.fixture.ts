import { ConnectionView } from '@tandem/contracts/connection';
import { ConnectionSummary } from '@tandem/contracts/connection-access';
import { defaultOptions } from '@tandem/contracts/connection-options';

/** A connection that runs. */
export const connection = (id: string): ConnectionView => ({
  id,
  name: 'CRONUS',
  enabled: true,
  state: 'enabled',
  version: 7,
  sales: { hasClientSecret: true, hasPassword: false },
  businessCentral: { hasClientSecret: true, hasPassword: false, hasAccessKey: false },
  options: defaultOptions,
  createdAt: '2026-01-01T00:00:00.000Z',
  changedAt: '2026-01-01T00:00:00.000Z',
});

/** What other services know of it. */
export const summaryOf = (id: string): ConnectionSummary => ({
  id,
  name: 'CRONUS',
  enabled: true,
  state: 'enabled',
  options: defaultOptions,
  salesPrincipal: '',
  salesHost: '',
  businessCentralPrincipal: '',
  businessCentralHost: '',
});
