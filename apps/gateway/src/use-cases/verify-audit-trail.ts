import { AuditHead } from '@tandem/contracts/audit';
import { BrokenLink, ChainVerification } from '@tandem/platform/audit/audit-chain';
import { AuditChain } from './audit-chain';

const entriesAtATime = 500;

/** How a service's chain was found. */
export interface VerifiedChain {
  readonly service: string;
  /** How many entries were found right, from the first on. */
  readonly verified: number;
  /** Where the chain ends; absent where it has not begun. */
  readonly head?: AuditHead;
  /** The first link that is not right; absent where all are. */
  readonly broken?: BrokenLink;
}

/** Follows the chains of all services for a connection from their first entry to their last, with hashes of its own. */
export class VerifyAuditTrail {
  constructor(private readonly chains: readonly AuditChain[]) {}

  /** @param connectionId absent for what belongs to no connection */
  run(connectionId?: string): Promise<VerifiedChain[]> {
    return Promise.all(this.chains.map((chain) => verified(chain, connectionId)));
  }
}

async function verified({ service, page }: AuditChain, connectionId: string | undefined): Promise<VerifiedChain> {
  const verification = new ChainVerification(connectionId);
  for (;;) {
    const { entries, head } = await page({ connectionId, limit: entriesAtATime, after: verification.verified });
    verification.follow(entries);
    const isLast = entries.length < entriesAtATime;
    if (isLast) verification.end(head);
    if (isLast || verification.broken) return { service, verified: verification.verified, head, broken: verification.broken };
  }
}
