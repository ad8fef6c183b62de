import type { RowEdit } from './controlled-rows';

/** Which requests a fault strikes; what is left out matches everything. */
export interface FaultMatch {
  method?: string;
  /** Regular expression on the raw path and query. */
  path?: string;
  /** The service's name of the operation, as the counters show it. */
  operation?: string;
  principal?: string;
  bodyContains?: string;
}

/** What happens to a struck request. */
export type FaultAction =
  | { kind: 'answer'; status: number; body?: string; contentType?: string; headers?: Record<string, string> }
  /** The connection ends before anything happened. */
  | { kind: 'drop-before' }
  /** The work is committed, then the connection ends without an answer. */
  | { kind: 'drop-after-commit' }
  /** The answer comes so many milliseconds late; `before` delays the work itself. */
  | { kind: 'slow'; milliseconds: number; before?: boolean }
  /** Only so many bytes of the body are sent, then the connection ends. */
  | { kind: 'truncate'; bytes: number }
  /** The service's own answer to an expired token. */
  | { kind: 'unauthorized' }
  /** 200 with a login page instead of data. */
  | { kind: 'html-page' }
  /** Users edit rows right before or right after the request is worked on. */
  | { kind: 'edit'; when: 'before' | 'after'; edits: RowEdit[] }
  /** One poison row: a write that gives `column` of `table` this value is refused by the service (the rest of the request as its rules say). */
  | { kind: 'reject-record'; table: string; column: string; value: unknown; status?: number; code?: string; message?: string };

export interface FaultRule {
  id: string;
  match?: FaultMatch;
  action: FaultAction;
  /** Strikes so often, then never again; without it always. */
  times?: number;
  /** Lets so many matching requests pass first. */
  skip?: number;
  /** 0 to 1, drawn from the seeded sequence. */
  probability?: number;
}

export type RecordRejection = Extract<FaultAction, { kind: 'reject-record' }>;
