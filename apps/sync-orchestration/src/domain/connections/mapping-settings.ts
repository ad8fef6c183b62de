/** What an administrator changed about mappings, as the difference to the catalogue, every version kept. */

export interface SettingsVersion {
  readonly mapping: string;
  readonly version: number;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly changedBy: string;
  readonly changedAt: Date;
}

export abstract class MappingSettings {
  /** The latest version per mapping. */
  abstract all(connectionId: string): Promise<SettingsVersion[]>;
  abstract of(connectionId: string, mapping: string): Promise<SettingsVersion | null>;
  /** Stores a version; false where somebody else has stored it meanwhile. */
  abstract add(connectionId: string, version: Omit<SettingsVersion, 'changedAt'>): Promise<boolean>;
  /** Newest first. */
  abstract history(connectionId: string, mapping: string): Promise<SettingsVersion[]>;
}
