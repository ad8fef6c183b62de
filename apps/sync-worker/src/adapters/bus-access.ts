import { ConnectedSide, grantAccess, GrantedAccess } from '@tandem/contracts/connection-access';
import { AccessSource, ServiceAccess } from '@tandem/domain/ports/service-access';
import { Bus } from '@tandem/platform/messaging/bus';
import { open } from '@tandem/platform/sealing/seal';
import { SealingKeyPair } from '@tandem/platform/sealing/sealing-key-pair';

/** Access is asked for again so long before it ends, in milliseconds; earlier where its life is short. */
const early = 60_000;
const shareOfLife = 5;

interface Held extends GrantedAccess {
  /** Milliseconds since 1970. */
  readonly renewAt: number;
}

/** Short-lived access from connection-setup, sealed to a key made for each question; one question at a time, kept in memory only. */
export class BusAccess extends AccessSource {
  private granted: Promise<Held> | undefined;

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
    const asked = (this.granted ??= this.ask());
    const held = await asked;
    if (this.granted !== asked) return this.current(refused);
    const isRefused = held.authorization === refused?.authorization;
    if (!isRefused && Date.now() < held.renewAt) return serviceAccess(held);
    const renewal = this.ask(isRefused ? held.accessId : undefined);
    this.granted = renewal;
    const renewed = await renewal;
    return this.granted === renewal ? serviceAccess(renewed) : this.current();
  }

  /** What was handed out no longer counts: whoever wants to send a request asks again first. */
  withdraw(): void {
    this.granted = undefined;
  }

  private async ask(refusedAccessId?: string): Promise<Held> {
    const pair = SealingKeyPair.generate();
    const { connectionId, side, evenIfDisabled } = this;
    try {
      const question = { connectionId, side, publicKey: pair.publicKey, refusedAccessId, evenIfDisabled };
      const granted = open(pair, (await this.bus.ask(grantAccess, question, { connectionId })).access);
      const life = Date.parse(granted.expiresAt) - Date.now();
      return { ...granted, renewAt: Date.now() + life - Math.min(early, life / shareOfLife) };
    } catch (thrown) {
      this.granted = undefined;
      throw thrown;
    }
  }
}

const serviceAccess = ({ url, authorization, expiresAt, companyId }: GrantedAccess): ServiceAccess => ({
  url,
  authorization,
  expiresAt: new Date(expiresAt),
  companyId,
});
