import { Transactions } from '@tandem/platform/persistence/transactions';
import { LiveEvent } from '../../domain/live-event';
import { LiveEvents } from '../../domain/live-events';

const keptPerConnection = 500;

/** Whoever holds the row of the stream is the only one to add to it: ids are given, and become visible, in order and without gaps. */
const hold = `
  insert into live_streams as stream (connection_id, last_id) values ($1, 0)
  on conflict (connection_id) do update set last_id = stream.last_id
  returning last_id`;

const append = `
  insert into live_events (connection_id, id, name, about, revision, body)
  select $1::uuid, $2::bigint, $3, $4::uuid, $5::bigint, $6::jsonb
  where not exists (select from live_events where connection_id = $1 and about = $4 and revision >= $5)`;

const moveOn = 'update live_streams set last_id = $2 where connection_id = $1';

const forget = 'delete from live_events where connection_id = $1 and id <= $2';

const lastId = 'select last_id from live_streams where connection_id = $1';

/** One statement, so that the events and the last id are of the same moment. */
const after = `
  select stream.last_id, event.id, event.name, event.about, event.revision, event.body
  from live_streams stream left join live_events event on event.connection_id = stream.connection_id and event.id > $2
  where stream.connection_id = $1
  order by event.id`;

/** The replay buffer in the gateway's schema: the last 500 events of each connection. */
export class PostgresLiveEvents extends LiveEvents {
  constructor(private readonly transactions: Transactions) {
    super();
  }

  append({ connectionId, name, about, revision, body }: Omit<LiveEvent, 'id'>): Promise<boolean> {
    return this.transactions.run(connectionId, async (db) => {
      const [held] = await db.query<{ last_id: string }>(hold, [connectionId]);
      const id = Number(held!.last_id) + 1;
      const added = await db.execute(append, [connectionId, id, name, about, revision ?? null, JSON.stringify(body)]);
      if (added === 0) return false;
      await db.execute(moveOn, [connectionId, id]);
      await db.execute(forget, [connectionId, id - keptPerConnection]);
      return true;
    });
  }

  lastId(connectionId: string): Promise<number> {
    return this.transactions.run(connectionId, async (db) => {
      const [row] = await db.query<{ last_id: string }>(lastId, [connectionId]);
      return Number(row?.last_id ?? 0);
    });
  }

  async after(connectionId: string, id: number): Promise<LiveEvent[] | undefined> {
    const rows = await this.transactions.run(connectionId, (db) => db.query<EventRow>(after, [connectionId, id]));
    const lastId = Number(rows[0]?.last_id ?? 0);
    const events = rows.filter(isEvent).map((row) => toEvent(connectionId, row));
    return lastId === id + events.length ? events : undefined;
  }
}

/** A row without an event tells the last id only. */
interface EventRow extends Omit<LiveEvent, 'id' | 'connectionId' | 'revision'> {
  readonly last_id: string;
  readonly id: string | null;
  readonly revision: string | null;
}

const isEvent = (row: EventRow): row is EventRow & { id: string } => row.id !== null;

const toEvent = (connectionId: string, { id, name, about, revision, body }: EventRow & { id: string }): LiveEvent => ({
  id: Number(id),
  connectionId,
  name,
  about,
  revision: revision === null ? undefined : Number(revision),
  body,
});
