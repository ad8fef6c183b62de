/** How a connection stands in a row of `connections`. */
import { EntitySchema } from 'typeorm';
import { Connection, Settings } from '../domain/connection';
import { KnownEnvironment } from '../domain/environment';
import { Facts } from '../domain/facts';
import { EncryptedSecrets } from '../domain/secrets';

export interface ConnectionRow {
  id: string;
  name: string;
  version: number;
  enabled: boolean;
  rehearsing: boolean;
  reason: string | null;
  settings: Omit<Settings, 'name'>;
  secrets: EncryptedSecrets | null;
  environment: KnownEnvironment | null;
  facts: Facts | null;
  createdAt: Date;
  changedAt: Date;
}

export const connectionTable = new EntitySchema<ConnectionRow>({
  name: 'connections',
  columns: {
    id: { type: 'uuid', primary: true },
    name: { type: 'text' },
    version: { type: 'integer' },
    enabled: { type: 'boolean' },
    rehearsing: { type: 'boolean' },
    reason: { type: 'text', nullable: true },
    settings: { type: 'jsonb' },
    secrets: { type: 'jsonb', nullable: true },
    environment: { type: 'jsonb', nullable: true },
    facts: { type: 'jsonb', nullable: true },
    createdAt: { type: 'timestamptz', name: 'created_at' },
    changedAt: { type: 'timestamptz', name: 'changed_at' },
  },
});

export const toRow = ({
  id,
  name,
  version,
  enabled,
  rehearsing,
  reason,
  secrets,
  environment,
  facts,
  createdAt,
  changedAt,
  ...settings
}: Connection): ConnectionRow => ({
  id,
  name,
  version,
  enabled,
  rehearsing,
  reason: reason ?? null,
  settings,
  secrets,
  environment: environment ?? null,
  facts: facts ?? null,
  createdAt,
  changedAt,
});

export const fromRow = ({ settings, reason, environment, facts, ...row }: ConnectionRow): Connection => ({
  ...row,
  ...settings,
  ...(reason === null ? {} : { reason }),
  ...(environment === null ? {} : { environment }),
  ...(facts === null ? {} : { facts }),
});
