/** The links of the audit trail: each entry's hash covers its content and the hash before, so that no entry can be changed, removed or moved unseen. */
import { createHash } from 'node:crypto';
import { AuditEntry, AuditHead } from '@tandem/contracts/audit';

/** The hash that stands before the first entry. */
export const beginning = '0'.repeat(64);

/** Entries of no connection (API tokens) form a chain of their own under this id. */
export const noConnection = '00000000-0000-0000-0000-000000000000';

/** SHA-256 of a state in canonical JSON: the order of properties does not count. */
export const digestOf = (state: unknown): string => sha256(JSON.stringify(canonical(state)));

/** The hash of an entry of a chain. */
export function hashOf(connectionId: string, entry: Omit<AuditEntry, 'hash'>): string {
  const { previousHash, sequence, at, subject, roles, action, target, fields, before, after, correlationId } = entry;
  const content = [sequence, at, subject, roles, action, target, fields, before ?? null, after ?? null, correlationId];
  return sha256(JSON.stringify([previousHash, connectionId, ...content]));
}

/**
 * - `missing`: an entry before this one is not there
 * - `unlinked`: it does not follow from the entry before
 * - `changed`: its content is not what was hashed
 * - `cutOff`: the chain ends before its last entry, or its head is another one
 */
export type ChainProblem = 'missing' | 'unlinked' | 'changed' | 'cutOff';

export interface BrokenLink {
  /** The first entry that is not right. */
  readonly sequence: number;
  readonly problem: ChainProblem;
}

/** Follows a chain from its first entry to its last, in as many pieces as one likes, up to the first broken link. */
export class ChainVerification {
  private sequence = 0;
  private hash = beginning;
  private found: BrokenLink | undefined;

  constructor(private readonly connectionId = noConnection) {}

  /** How many entries have been found right. */
  get verified(): number {
    return this.sequence;
  }

  get broken(): BrokenLink | undefined {
    return this.found;
  }

  /** Follows the next entries; ends at the first that is not right. */
  follow(entries: readonly AuditEntry[]): void {
    for (const entry of entries) {
      this.found ??= this.problemOf(entry);
      if (this.found) return;
      ({ sequence: this.sequence, hash: this.hash } = entry);
    }
  }

  /** The chain should end here. */
  end(head: AuditHead | undefined): void {
    const isEnd = head ? head.sequence === this.sequence && head.hash === this.hash : this.sequence === 0;
    if (!isEnd) this.found ??= { sequence: this.sequence + 1, problem: 'cutOff' };
  }

  private problemOf(entry: AuditEntry): BrokenLink | undefined {
    const next = this.sequence + 1;
    if (entry.sequence !== next) return { sequence: next, problem: 'missing' };
    if (entry.previousHash !== this.hash) return { sequence: next, problem: 'unlinked' };
    return hashOf(this.connectionId, entry) === entry.hash ? undefined : { sequence: next, problem: 'changed' };
  }
}

const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

function canonical(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  if (Array.isArray(value)) return value.map(canonical);
  const sorted = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(sorted.map(([name, entry]) => [name, canonical(entry)]));
}
