import { TableMapping } from '@tandem/domain/mapping/table-mapping';
import { waves } from '@tandem/domain/sync/waves';
import { ConnectionCard } from '../../domain/connections/connection-card';
import { SettingsVersion } from '../../domain/connections/mapping-settings';
import { UnitOfWork } from '../../domain/unit-of-work';
import { KnowConnection } from './know-connection';
import { mappingCalled, mappingsOf } from './mappings-of';

/** A mapping in force, its place in a full synchronisation, and what was changed about it. */
export interface PlacedMapping {
  readonly mapping: TableMapping;
  readonly wave: number;
  readonly stored: SettingsVersion | undefined;
  readonly card: ConnectionCard;
}

/** Reads the mappings of a connection. */
export class ReadMappings {
  constructor(
    private readonly work: UnitOfWork,
    private readonly knowConnection: KnowConnection,
  ) {}

  /** In the order of a full synchronisation. */
  async all(connectionId: string): Promise<PlacedMapping[]> {
    const card = await this.knowConnection.run(connectionId);
    const stored = await this.work.run(connectionId, ({ mappingSettings }) => mappingSettings.all(connectionId));
    return waves(mappingsOf(card, stored), card.variant).flatMap((wave, index) =>
      wave.map((mapping) => ({ mapping, wave: index + 1, stored: stored.find((version) => version.mapping === mapping.name), card })),
    );
  }

  /** @throws Failure `rejected` `mapping.notFound` */
  async one(connectionId: string, name: string): Promise<PlacedMapping> {
    const all = await this.all(connectionId);
    const found = mappingCalled(
      name,
      all.map(({ mapping }) => mapping),
    );
    return all.find(({ mapping }) => mapping === found)!;
  }

  async history(connectionId: string, name: string): Promise<SettingsVersion[]> {
    await this.one(connectionId, name);
    return this.work.run(connectionId, ({ mappingSettings }) => mappingSettings.history(connectionId, name));
  }
}
