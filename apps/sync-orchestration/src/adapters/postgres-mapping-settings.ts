import { Queries } from '@tandem/platform/persistence/transactions';
import { MappingSettings, SettingsVersion } from '../domain/connections/mapping-settings';

interface SettingsRow {
  mapping: string;
  version: number;
  settings: Record<string, unknown>;
  changed_by: string;
  changed_at: Date;
}

export class PostgresMappingSettings extends MappingSettings {
  constructor(private readonly db: Queries) {
    super();
  }

  async all(connectionId: string): Promise<SettingsVersion[]> {
    const rows = await this.db.query<SettingsRow>(
      'select distinct on (mapping) * from mapping_settings where connection_id = $1 order by mapping, version desc',
      [connectionId],
    );
    return rows.map(toVersion);
  }

  async of(connectionId: string, mapping: string): Promise<SettingsVersion | null> {
    return (await this.history(connectionId, mapping))[0] ?? null;
  }

  async add(connectionId: string, { mapping, version, settings, changedBy }: Omit<SettingsVersion, 'changedAt'>): Promise<boolean> {
    const stored = await this.db.execute(
      'insert into mapping_settings (connection_id, mapping, version, settings, changed_by) values ($1, $2, $3, $4, $5) on conflict do nothing',
      [connectionId, mapping, version, JSON.stringify(settings), changedBy],
    );
    return stored === 1;
  }

  async history(connectionId: string, mapping: string): Promise<SettingsVersion[]> {
    const rows = await this.db.query<SettingsRow>(
      'select * from mapping_settings where connection_id = $1 and mapping = $2 order by version desc',
      [connectionId, mapping],
    );
    return rows.map(toVersion);
  }
}

const toVersion = ({ mapping, version, settings, changed_by, changed_at }: SettingsRow): SettingsVersion => ({
  mapping,
  version,
  settings,
  changedBy: changed_by,
  changedAt: changed_at,
});
