import { Failure } from '@tandem/domain/failure';
import { Connection } from '../domain/connection';
import { Connections } from '../domain/connections';

export interface ConnectionPage {
  readonly connections: readonly Connection[];
  /** Where the next page begins; absent on the last one. */
  readonly next?: string;
}

/** Reads one connection, or all of them by name, page by page. */
export class ReadConnections {
  constructor(private readonly parts: { readonly connections: Connections }) {}

  one(id: string): Promise<Connection> {
    return this.parts.connections.get(id);
  }

  async page(limit: number, cursor?: string): Promise<ConnectionPage> {
    const found = await this.parts.connections.list(limit + 1, cursor === undefined ? undefined : nameIn(cursor));
    const connections = found.slice(0, limit);
    const last = connections.at(-1);
    return found.length > limit && last ? { connections, next: Buffer.from(last.name).toString('base64url') } : { connections };
  }
}

function nameIn(cursor: string): string {
  const name = Buffer.from(cursor, 'base64url').toString('utf8');
  if (Buffer.from(name).toString('base64url') !== cursor)
    throw new Failure('rejected', 'request.invalidCursor', 'The cursor was not made by this list.', {
      help: 'Begin again without a cursor.',
    });
  return name;
}
