/** What people change, noted in the transaction that changes it; who they are goes without saying. */
export interface AuditNote {
  readonly connectionId: string;
  /** What was done: `mapping.changed`. */
  readonly action: string;
  /** What it was done to: an id or the name of a mapping. */
  readonly target: string;
  /** Names of what changed. */
  readonly fields?: readonly string[];
  /** States of which a digest is kept. */
  readonly before?: unknown;
  readonly after?: unknown;
}

/** The audit trail as one transaction sees it: it can be added to, and no more. */
export abstract class AuditNotes {
  abstract add(note: AuditNote): Promise<void>;
}
