import { Controller } from '@nestjs/common';
import { ConnectionReference } from '@tandem/contracts/connection';
import * as contract from '@tandem/contracts/connection-access';
import { Answers } from '@tandem/platform/messaging/handlers';
import { seal } from '@tandem/platform/sealing/seal';
import { stateOf } from '../domain/connection';
import { GrantAccess, Granted } from '../use-cases/grant-access';
import { NoteTrouble } from '../use-cases/note-trouble';
import { ReadConnections } from '../use-cases/read-connections';
import { toSummary, toSurroundings } from './connection-view';
import { SealedBodies } from './sealed-bodies';

/** What other services may ask. */
@Controller()
export class AccessController {
  constructor(
    private readonly bodies: SealedBodies,
    private readonly reading: ReadConnections,
    private readonly granting: GrantAccess,
    private readonly noting: NoteTrouble,
  ) {}

  @Answers(contract.publicKey)
  async publicKey(): Promise<contract.PublicKey> {
    return { publicKey: await this.bodies.publicKey() };
  }

  @Answers(contract.connectionSummary)
  async summary({ connectionId }: ConnectionReference): Promise<contract.ConnectionSummary> {
    return toSummary(await this.reading.one(connectionId));
  }

  @Answers(contract.connectionSurroundings)
  async surroundings({ connectionId }: ConnectionReference): Promise<contract.ConnectionSurroundings> {
    return toSurroundings(await this.reading.one(connectionId));
  }

  @Answers(contract.grantAccess)
  async grant({ publicKey, ...request }: contract.GrantAccess): Promise<contract.AccessGranted> {
    return { access: seal(publicKey, toWire(await this.granting.run(request))) };
  }

  @Answers(contract.reportTrouble)
  async trouble({ connectionId, ...trouble }: contract.ReportTrouble): Promise<contract.TroubleNoted> {
    return { state: stateOf(await this.noting.run(connectionId, trouble)) };
  }
}

const toWire = ({ expiresAt, ...access }: Granted): contract.GrantedAccess => ({ ...access, expiresAt: expiresAt.toISOString() });
