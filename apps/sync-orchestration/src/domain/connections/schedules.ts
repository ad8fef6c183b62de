/** How often mappings run by themselves. */

export interface Schedule {
  readonly connectionId: string;
  readonly mapping: string;
  readonly enabled: boolean;
  readonly intervalMinutes: number;
  readonly nextRunAt: Date | null;
}

export abstract class Schedules {
  abstract of(connectionId: string): Promise<Schedule[]>;
  abstract keep(schedule: Omit<Schedule, 'nextRunAt'>): Promise<void>;
  /** Takes the schedules whose time has come and sets their next time, by the database's clock. */
  abstract takeDue(): Promise<Schedule[]>;
}
