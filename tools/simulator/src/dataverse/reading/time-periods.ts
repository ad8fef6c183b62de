/** The relative periods of the query functions (Last7Days, LastXHours, OlderThanXMonths, ThisYear, …), in UTC. */
export interface Period {
  /** Inclusive; undefined = since ever. */
  readonly from: string | undefined;
  /** Exclusive. */
  readonly to: string;
}

type Unit = 'Minutes' | 'Hours' | 'Days' | 'Weeks' | 'Months' | 'Years';

const shifts: Record<Unit, (date: Date, count: number) => void> = {
  Minutes: (date, count) => date.setUTCMinutes(date.getUTCMinutes() + count),
  Hours: (date, count) => date.setUTCHours(date.getUTCHours() + count),
  Days: (date, count) => date.setUTCDate(date.getUTCDate() + count),
  Weeks: (date, count) => date.setUTCDate(date.getUTCDate() + 7 * count),
  Months: (date, count) => date.setUTCMonth(date.getUTCMonth() + count),
  Years: (date, count) => date.setUTCFullYear(date.getUTCFullYear() + count),
};

const calendarStarts: Record<string, (date: Date) => void> = {
  Week: (date) => date.setUTCDate(date.getUTCDate() - date.getUTCDay()),
  Month: (date) => date.setUTCDate(1),
  Year: (date) => date.setUTCMonth(0, 1),
};

/** The period that a function means at `now` (ms); `undefined` when there is no such function. */
export function periodOf(name: string, now: number, count: number): Period | undefined {
  const days: Record<string, [number, number]> = {
    Today: [0, 1],
    Yesterday: [-1, 0],
    Tomorrow: [1, 2],
    Last7Days: [-7, 1],
    Next7Days: [0, 8],
  };
  const fixed = days[name];
  if (fixed !== undefined) return { from: shiftedDay(now, 'Days', fixed[0]), to: shiftedDay(now, 'Days', fixed[1]) };
  return relative(name, now, count) ?? calendar(name, now);
}

function relative(name: string, now: number, count: number): Period | undefined {
  const [, direction, unit] = /^(LastX|NextX|OlderThanX)(Minutes|Hours|Days|Weeks|Months|Years)$/.exec(name) ?? [];
  if (direction === undefined || unit === undefined) return undefined;
  if (direction === 'OlderThanX') return { from: undefined, to: shifted(now, unit as Unit, -count) };
  return direction === 'LastX'
    ? { from: shifted(now, unit as Unit, -count), to: shifted(now, 'Minutes', 0, 1) }
    : { from: shifted(now, 'Minutes', 0), to: shifted(now, unit as Unit, count) };
}

function calendar(name: string, now: number): Period | undefined {
  const [, which, unit = ''] = /^(This|Last|Next)(Week|Month|Year)$/.exec(name) ?? [];
  const toStart = calendarStarts[unit];
  if (which === undefined || toStart === undefined) return undefined;
  const start = new Date(`${shiftedDay(now, 'Days', 0).slice(0, 10)}T00:00:00Z`);
  toStart(start);
  const offset = which === 'This' ? 0 : which === 'Last' ? -1 : 1;
  const at = (count: number) => shiftedDay(start.getTime(), `${unit}s` as Unit, count);
  return { from: at(offset), to: at(offset + 1) };
}

function shifted(now: number, unit: Unit, count: number, extraSeconds = 0): string {
  const date = new Date(now + extraSeconds * 1000);
  shifts[unit](date, count);
  return `${date.toISOString().slice(0, 19)}Z`;
}

function shiftedDay(now: number, unit: Unit, count: number): string {
  return `${shifted(now, unit, count).slice(0, 10)}T00:00:00Z`;
}
