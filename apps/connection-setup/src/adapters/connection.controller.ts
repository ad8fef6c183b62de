import { randomUUID } from 'node:crypto';
import { Controller } from '@nestjs/common';
import * as contract from '@tandem/contracts/connection';
import { ConnectionChanges, NewConnection } from '@tandem/contracts/connection-body';
import { Answers } from '@tandem/platform/messaging/handlers';
import { ChangeConnection } from '../use-cases/change-connection';
import { CreateConnection } from '../use-cases/create-connection';
import { DeleteConnection } from '../use-cases/delete-connection';
import { ReadConnections } from '../use-cases/read-connections';
import { toView } from './connection-view';
import { SealedBodies } from './sealed-bodies';

/** What people may do with a connection's settings. */
@Controller()
export class ConnectionController {
  constructor(
    private readonly bodies: SealedBodies,
    private readonly creating: CreateConnection,
    private readonly reading: ReadConnections,
    private readonly changing: ChangeConnection,
    private readonly deleting: DeleteConnection,
  ) {}

  @Answers(contract.createConnection)
  async create({ connection }: contract.CreateConnection): Promise<contract.ConnectionView> {
    return toView(await this.creating.run(randomUUID(), await this.bodies.open(NewConnection, connection)));
  }

  @Answers(contract.getConnection)
  async get({ connectionId }: contract.ConnectionReference): Promise<contract.ConnectionView> {
    return toView(await this.reading.one(connectionId));
  }

  @Answers(contract.listConnections)
  async list({ limit, cursor }: contract.ListConnections): Promise<contract.ConnectionList> {
    const { connections, next } = await this.reading.page(limit, cursor);
    return { items: connections.map(toView), nextCursor: next };
  }

  @Answers(contract.changeConnection)
  async change({ connectionId, changes, version }: contract.ChangeConnection): Promise<contract.ConnectionView> {
    return toView(await this.changing.run({ connectionId, change: await this.bodies.open(ConnectionChanges, changes), version }));
  }

  @Answers(contract.deleteConnection)
  async delete({ connectionId }: contract.ConnectionReference): Promise<contract.ConnectionDeleted> {
    await this.deleting.run(connectionId);
    return { connectionId };
  }
}
