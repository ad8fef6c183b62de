/** A page: a closed range of a source, or ids, that one worker does under a lease; and what becomes of it when it fails. */
export type PageState = 'ready' | 'leased' | 'done' | 'split' | 'parked' | 'dropped';

export type DueReason =
  | 'stale'
  | 'claimInProgress'
  | 'needMet'
  | 'changedOnOtherSide'
  | 'watched'
  | 'deleted'
  | 'restore'
  | 'retry'
  | 'now'
  | 'halved'
  | 'drift'
  | 'dayCome';

/** Field → the side whose value stays. */
export type FieldChoices = Readonly<Record<string, 'businessCentral' | 'sales'>>;

export interface IdsStart {
  readonly kind: 'ids';
  readonly ids: readonly string[];
  readonly choices?: Readonly<Record<string, FieldChoices>>;
}

/** Where a page of the source begins; one that closes a baseline shows records of earlier pages again, and waits for those. */
export interface RangeStart {
  readonly kind: 'baseline' | 'changes';
  readonly token: string | null;
  readonly closes?: boolean;
  /** The watched table that is read; absent: the mapping's own. */
  readonly watches?: string;
}

export type PageStart = RangeStart | IdsStart;

export const closesBaseline = (start: PageStart): boolean => start.kind !== 'ids' && start.closes === true;

/** Most records of an ids page. */
export const idsPerPage = 500;

/** What must be known to make a page. */
export interface PagePlan {
  readonly sequence: number;
  /** Empty for the pages that are handed on; names the others of the same sequence. */
  readonly part: string;
  readonly start: PageStart;
  readonly dueReason: DueReason | null;
}

export interface Page extends PagePlan {
  readonly id: string;
  readonly connectionId: string;
  readonly jobId: string;
  readonly state: PageState;
  readonly token: number;
  readonly until: string | null;
  readonly handedOn: boolean;
  /** Requests in flight that its holder may have open. */
  readonly slots: { readonly sales: number; readonly businessCentral: number };
  /** How often in a row it could not be done for a passing reason. */
  readonly tries: number;
  /** How often it failed for a reason that will not pass by itself. */
  readonly failures: number;
}

/** The pages that hold these ids. */
export function idsPages(
  ids: readonly string[],
  plan: Pick<PagePlan, 'sequence' | 'part' | 'dueReason'>,
  perPage = idsPerPage,
): PagePlan[] {
  const chunks = Array.from({ length: Math.ceil(ids.length / perPage) }, (_, index) => ids.slice(index * perPage, (index + 1) * perPage));
  return chunks.map((chunk, index) => ({
    ...plan,
    part: `${plan.part}${index + 1}`,
    start: { kind: 'ids', ids: chunk },
  }));
}
