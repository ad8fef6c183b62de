import { AuditEntry } from '@tandem/contracts/audit';
import { Failure } from '@tandem/domain/failure';
import { AuditChain } from './audit-chain';

/** An entry and the service that keeps it. */
export type KeptEntry = AuditEntry & { readonly service: string };

export interface AuditTrailPart {
  readonly items: readonly KeptEntry[];
  /** Where the next part begins; absent at the beginning of time. */
  readonly nextCursor?: string;
}

export interface WantedPart {
  /** Absent for what belongs to no connection. */
  readonly connectionId?: string;
  readonly limit: number;
  readonly cursor?: string;
}

/** For each service the sequence before which to go on. */
type Positions = Readonly<Record<string, number>>;

/** Reads the audit trail of all services as one list, the newest first. */
export class ReadAuditTrail {
  constructor(private readonly chains: readonly AuditChain[]) {}

  /** @throws Failure `rejected` `request.invalidCursor`; `transient` where a service does not answer: a trail with gaps is not shown */
  async run({ connectionId, limit, cursor }: WantedPart): Promise<AuditTrailPart> {
    const positions = cursor === undefined ? {} : positionsIn(cursor);
    const lists = await Promise.all(this.chains.map((chain) => newest(chain, { connectionId, limit, before: positions[chain.service] })));
    const items = merged(lists, limit);
    const rest = lists.some((list) => list.length > 0);
    return rest ? { items, nextCursor: cursorAt({ ...positions, ...lowest(items) }) } : { items };
  }
}

async function newest(
  { service, page }: AuditChain,
  input: { connectionId?: string; limit: number; before?: number },
): Promise<KeptEntry[]> {
  if (input.before === 1) return [];
  const { entries } = await page({ ...input, limit: input.limit + 1 });
  return entries.map((entry) => ({ ...entry, service }));
}

/** Takes the latest of the first entries, again and again: each chain keeps its own order, whatever the clocks of services say. Takes them out of the lists. */
function merged(lists: KeptEntry[][], limit: number): KeptEntry[] {
  const items: KeptEntry[] = [];
  while (items.length < limit) {
    const [latest] = lists.filter((list) => list.length > 0).sort(([one], [other]) => other!.at.localeCompare(one!.at));
    if (!latest) break;
    items.push(latest.shift()!);
  }
  return items;
}

/** The last entry that was shown of each service is the one with the lowest sequence. */
const lowest = (items: readonly KeptEntry[]): Positions => Object.fromEntries(items.map(({ service, sequence }) => [service, sequence]));

const cursorAt = (positions: Positions): string => Buffer.from(JSON.stringify(positions)).toString('base64url');

function positionsIn(cursor: string): Positions {
  const invalid = new Failure('rejected', 'request.invalidCursor', 'The cursor was not made by this list.', {
    help: 'Begin again without a cursor.',
  });
  try {
    const positions = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')) as Positions;
    if (Object.values(positions).every((position) => Number.isInteger(position) && position > 0)) return positions;
  } catch {
    throw invalid;
  }
  throw invalid;
}
