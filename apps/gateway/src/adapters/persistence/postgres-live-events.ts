import { Transactions } from '@tandem/platform/persistence/transactions';
import { LiveEvent } from '../../domain/live-event';
import { LiveEvents } from '../../domain/live-events';

const keptPerConnection = 500;

/** The row of the stream is locked until the event is committed: ids are given, and become visible, in order and without gaps. */
const append = `
  with next as (
    insert into live_streams as stream (connection_id, last_id) values ($1, 1)
    on conflict (connection_id) do update set last_id = stream.last_id + 1
    returning last_id
  ), forgotten as (
    delete from live_events where connection_id = $1 and id <= (select last_id from next) - ${keptPerConnection}
  )
  insert into live_events (connection_id, id, name, about, body) select $1, last_id, $2, $3, $4 from next
  returning id`;

const lastId = 'select last_id from live_streams where connection_id = $1';

const after = 'select id, name, about, body from live_events where connection_id = $1 and id > $2 order by id';

/** The replay buffer in the gateway's schema: the last 500 events of each connection. */
export class PostgresLiveEvents extends LiveEvents {
  constructor(private readonly transactions: Transactions) {
    super();
  }

  append({ connectionId, name, about, body }: Omit<LiveEvent, 'id'>): Promise<number> {
    return this.transactions.run(connectionId, async (db) => {
      const [row] = await db.query<{ id: string }>(append, [connectionId, name, about, JSON.stringify(body)]);
      return Number(row!.id);
    });
  }

  lastId(connectionId: string): Promise<number> {
    return this.transactions.run(connectionId, async (db) => {
      const [row] = await db.query<{ last_id: string }>(lastId, [connectionId]);
      return Number(row?.last_id ?? 0);
    });
  }

  async after(connectionId: string, id: number): Promise<LiveEvent[] | undefined> {
    const rows = await this.transactions.run(connectionId, (db) => db.query<LiveEvent & { id: string }>(after, [connectionId, id]));
    const events = rows.map((row) => ({ ...row, connectionId, id: Number(row.id) }));
    const isNext = events[0] ? events[0].id === id + 1 : (await this.lastId(connectionId)) === id;
    return isNext ? events : undefined;
  }
}
