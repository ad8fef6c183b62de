import { TableMapping } from '@tandem/domain/mapping/table-mapping';
import { ConnectionCard } from '../../domain/connections/connection-card';
import { Schedule } from '../../domain/connections/schedules';
import { Collections, UnitOfWork } from '../../domain/unit-of-work';
import { KnowConnection } from './know-connection';
import { mappingCalled, mappingsOf } from './mappings-of';

export interface ScheduleView {
  readonly mapping: string;
  readonly enabled: boolean;
  readonly intervalMinutes: number;
  readonly nextRunAt?: string;
}

/** How often the mappings of a connection run by themselves: never, before somebody switches it on; then as often as the mapping says. */
export class ManageSchedules {
  constructor(
    private readonly work: UnitOfWork,
    private readonly knowConnection: KnowConnection,
  ) {}

  async read(connectionId: string): Promise<ScheduleView[]> {
    const card = await this.knowConnection.run(connectionId);
    return this.work.run(connectionId, (collections) => viewsOf(collections, card));
  }

  async change(connectionId: string, change: { mapping: string; enabled?: boolean; intervalMinutes?: number }): Promise<ScheduleView[]> {
    const card = await this.knowConnection.run(connectionId);
    return this.work.run(connectionId, async (collections) => {
      const mapping = mappingCalled(change.mapping, await mappingsIn(collections, card));
      const now = scheduleOf(mapping, await collections.schedules.of(connectionId));
      const { enabled = now.enabled, intervalMinutes = now.intervalMinutes } = change;
      const after = { mapping: mapping.name, enabled, intervalMinutes };
      await collections.schedules.keep({ connectionId, ...after });
      const before = { mapping: mapping.name, enabled: now.enabled, intervalMinutes: now.intervalMinutes };
      await collections.auditNotes.add({ connectionId, action: 'schedule.changed', target: mapping.name, before, after });
      return viewsOf(collections, card);
    });
  }
}

const mappingsIn = async ({ mappingSettings }: Collections, card: ConnectionCard): Promise<TableMapping[]> =>
  mappingsOf(card, await mappingSettings.all(card.connectionId));

async function viewsOf(collections: Collections, card: ConnectionCard): Promise<ScheduleView[]> {
  const stored = await collections.schedules.of(card.connectionId);
  return (await mappingsIn(collections, card)).map((mapping) => scheduleOf(mapping, stored));
}

function scheduleOf(mapping: TableMapping, stored: readonly Schedule[]): ScheduleView {
  const found = stored.find((schedule) => schedule.mapping === mapping.name);
  if (!found) return { mapping: mapping.name, enabled: false, intervalMinutes: mapping.intervalMinutes };
  return {
    mapping: mapping.name,
    enabled: found.enabled,
    intervalMinutes: found.intervalMinutes,
    nextRunAt: found.nextRunAt?.toISOString(),
  };
}
