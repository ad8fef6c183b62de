/** The connections in memory, for tests of use cases. */
import { Connection } from '../domain/connection';
import { Connections } from '../domain/connections';
import { changedMeanwhile, connectionNotFound, nameTaken } from '../domain/setup-failures';

export class InMemoryConnections extends Connections {
  private readonly byId = new Map<string, Connection>();
  private readonly checkedAt = new Map<string, Date>();

  async add(connection: Connection): Promise<void> {
    this.requireFreeName(connection);
    this.byId.set(connection.id, connection);
  }

  async get(id: string): Promise<Connection> {
    const connection = this.byId.get(id);
    if (!connection) throw connectionNotFound(id);
    return connection;
  }

  async list(limit: number, afterName?: string): Promise<Connection[]> {
    const byName = [...this.byId.values()].sort((one, other) => (one.name < other.name ? -1 : 1));
    return byName.filter(({ name }) => afterName === undefined || name > afterName).slice(0, limit);
  }

  async save(connection: Connection, now: Date): Promise<Connection> {
    this.requireVersion(connection);
    this.requireFreeName(connection);
    const next = { ...connection, version: connection.version + 1, changedAt: now };
    this.byId.set(connection.id, next);
    return next;
  }

  async remove(connection: Connection): Promise<void> {
    this.requireVersion(connection);
    this.byId.delete(connection.id);
  }

  async claimUnchecked(since: Date, now: Date): Promise<string[]> {
    const checkedAt = ({ id, createdAt }: Connection): Date => this.checkedAt.get(id) ?? createdAt;
    const due = [...this.byId.values()].filter((connection) => connection.enabled && checkedAt(connection) < since);
    for (const { id } of due) this.checkedAt.set(id, now);
    return due.map(({ id }) => id);
  }

  private requireVersion({ id, version, name }: Connection): void {
    if (this.byId.get(id)?.version !== version) throw changedMeanwhile(name);
  }

  private requireFreeName({ id, name }: Connection): void {
    for (const other of this.byId.values()) if (other.name === name && other.id !== id) throw nameTaken(name);
  }
}
