import { ConnectedSide, grantAccess, GrantedAccess } from '@tandem/contracts/connection-access';
import { AccessSource, ServiceAccess } from '@tandem/domain/ports/service-access';
import { Bus } from '@tandem/platform/messaging/bus';
import { open } from '@tandem/platform/sealing/seal';
import { SealingKeyPair } from '@tandem/platform/sealing/sealing-key-pair';

/** Access is asked for again so long before it ends, in milliseconds. */
const early = 60_000;

/** Short-lived access from connection-setup, sealed to a key made for each question; one question at a time, kept in memory only. */
export class BusAccess extends AccessSource {
  private granted: Promise<GrantedAccess> | undefined;

  constructor(
    private readonly bus: Bus,
    private readonly connectionId: string,
    private readonly side: ConnectedSide,
    /** For questions of people, who may ask before the connection is enabled. */
    private readonly evenIfDisabled?: boolean,
  ) {
    super();
  }

  async current(refused?: ServiceAccess): Promise<ServiceAccess> {
    const known = await this.granted;
    const isRefused = known !== undefined && known.authorization === refused?.authorization;
    if (known === undefined || isRefused || Date.parse(known.expiresAt) - Date.now() < early)
      this.granted = this.ask(isRefused ? known.accessId : undefined);
    const { url, authorization, expiresAt, companyId } = await (this.granted as Promise<GrantedAccess>);
    return { url, authorization, expiresAt: new Date(expiresAt), companyId };
  }

  private async ask(refusedAccessId: string | undefined): Promise<GrantedAccess> {
    const pair = SealingKeyPair.generate();
    try {
      const { connectionId, side, evenIfDisabled } = this;
      const question = { connectionId, side, publicKey: pair.publicKey, refusedAccessId, evenIfDisabled };
      return open(pair, (await this.bus.ask(grantAccess, question, { connectionId })).access);
    } catch (thrown) {
      this.granted = undefined;
      throw thrown;
    }
  }
}
