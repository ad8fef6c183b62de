import { Queries } from '@tandem/platform/persistence/transactions';
import { Schedule, Schedules } from '../domain/connections/schedules';

interface ScheduleRow {
  connection_id: string;
  mapping: string;
  enabled: boolean;
  interval_minutes: number;
  next_run_at: Date | null;
}

export class PostgresSchedules extends Schedules {
  constructor(private readonly db: Queries) {
    super();
  }

  async of(connectionId: string): Promise<Schedule[]> {
    return (await this.db.query<ScheduleRow>('select * from schedules where connection_id = $1 order by mapping', [connectionId])).map(
      toSchedule,
    );
  }

  async keep({ connectionId, mapping, enabled, intervalMinutes }: Omit<Schedule, 'nextRunAt'>): Promise<void> {
    await this.db.execute(
      `insert into schedules (connection_id, mapping, enabled, interval_minutes, next_run_at)
       values ($1, $2, $3::boolean, $4::int, case when $3::boolean then now() + $4::int * interval '1 minute' end)
       on conflict (connection_id, mapping) do update set enabled = excluded.enabled, interval_minutes = excluded.interval_minutes, next_run_at = excluded.next_run_at`,
      [connectionId, mapping, enabled, intervalMinutes],
    );
  }

  async takeDue(): Promise<Schedule[]> {
    const rows = await this.db.query<ScheduleRow>(
      `update schedules s set next_run_at = now() + s.interval_minutes * interval '1 minute' from connections c
       where c.connection_id = s.connection_id and c.enabled and c.attention_code is null and s.enabled and s.next_run_at <= now() returning s.*`,
    );
    return rows.map(toSchedule);
  }
}

const toSchedule = (row: ScheduleRow): Schedule => ({
  connectionId: row.connection_id,
  mapping: row.mapping,
  enabled: row.enabled,
  intervalMinutes: row.interval_minutes,
  nextRunAt: row.next_run_at,
});
