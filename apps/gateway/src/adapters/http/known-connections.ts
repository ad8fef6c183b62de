/** Whether connections exist: asked once, then believed for a short while. */
import { connectionSummary } from '@tandem/contracts/connection-access';
import { Clock } from '@tandem/domain/clock';
import { asFailure } from '@tandem/domain/failure';
import { Bus } from '@tandem/platform/messaging/bus';

const believedMs = 5_000;
const timeoutMs = 2_000;
const mostBelieved = 10_000;

export class KnownConnections {
  private readonly seenAt = new Map<string, number>();

  constructor(
    private readonly bus: Bus,
    private readonly clock: Clock,
  ) {}

  /**
   * While connection-setup does not answer, every connection counts as existing: what runs can still be watched.
   * @throws Failure `rejected` `connection.notFound`
   */
  async require(connectionId: string): Promise<void> {
    const now = this.clock.now().getTime();
    if (now - (this.seenAt.get(connectionId) ?? 0) < believedMs) return;
    await this.bus.ask(connectionSummary, { connectionId }, { connectionId, timeoutMs }).catch(passTransient);
    if (this.seenAt.size >= mostBelieved) this.seenAt.clear();
    this.seenAt.set(connectionId, now);
  }

  /** Something has happened to a connection: it may be gone. */
  forget(connectionId: string): void {
    this.seenAt.delete(connectionId);
  }
}

function passTransient(thrown: unknown): void {
  if (asFailure(thrown).kind !== 'transient') throw thrown;
}
