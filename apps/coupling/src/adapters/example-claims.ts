/** Claims and confirmations as pages would make them, for the suites of this service. */
import { randomUUID } from 'node:crypto';
import { claim, ClaimAnswer, ClaimRequest, newClaim } from '../domain/claims';
import { confirm, ConfirmRequest, release, SettleAnswer } from '../domain/confirmations';
import { Coupling, Holder } from '../domain/coupling';
import { CouplingKeys, Couplings, Scope } from '../domain/couplings';
import { MappedTables, tablesOf } from '../domain/mapped-tables';

export const customers: MappedTables = tablesOf('CUSTOMER');
export const vendors: MappedTables = tablesOf('VENDOR');

const hour = 3_600_000;

/** A page whose lease lasts for an hour. */
export const holding = (token = 1, pageId: string = randomUUID()): Holder => ({ pageId, token, leaseEndsAt: new Date(Date.now() + hour) });

/** A page whose lease ended an hour ago. */
export const expired = (token = 1, pageId: string = randomUUID()): Holder => ({ pageId, token, leaseEndsAt: new Date(Date.now() - hour) });

export function creation(holder: Holder, changes: Partial<ClaimRequest> = {}): ClaimRequest {
  const values = {
    pairs: { displayName: 'Adatum' },
    written: { creditLimit: 5 },
    digests: { businessCentral: 'b', sales: 's' },
    overwritten: {},
  };
  const ids = { sourceId: randomUUID(), targetId: randomUUID() };
  return {
    ...{ tables: customers, direction: 'toSales', holder, kind: 'create', ...ids, version: null },
    ...{ businessKey: '10000', label: '10000 Adatum', values, firstDirection: null },
    ...changes,
  };
}

export const keysOf = ({ tables, direction, sourceId, targetId }: ClaimRequest): CouplingKeys => {
  const [source, target] = direction === 'toSales' ? (['businessCentral', 'sales'] as const) : (['sales', 'businessCentral'] as const);
  return {
    records: [
      { tables, side: source, ids: [sourceId] },
      { tables, side: target, ids: [targetId] },
    ],
  };
};

/** Speaks to a collection as the pages of one connection do. */
export class Pages {
  constructor(
    readonly couplings: Couplings,
    readonly scope: Scope,
    /** Tries the statements for thousands first, as the use cases do. */
    private readonly inBulk = false,
  ) {}

  async claim(request: ClaimRequest): Promise<ClaimAnswer> {
    const inserted = this.inBulk && request.kind === 'create' && request.version === null ? await this.insert(request) : undefined;
    return inserted ?? this.couplings.change(this.scope, keysOf(request), (draft) => claim(draft, request));
  }

  private async insert(request: ClaimRequest): Promise<ClaimAnswer | undefined> {
    const made = newClaim(request, randomUUID());
    const [version] = await this.couplings.insertClaims(this.scope, [made]);
    const coupling = await this.couplings.find(this.scope, made.id);
    return version === null || !coupling ? undefined : { outcome: 'yours', coupling };
  }

  /** Claims, and expects to get it. */
  async own(request: ClaimRequest): Promise<Coupling> {
    const answer = await this.claim(request);
    if (answer.outcome !== 'yours') throw new Error(`The claim was ${answer.outcome}.`);
    return answer.coupling;
  }

  async confirm({ id, version }: Coupling, holder: Holder, changes: Partial<ConfirmRequest> = {}): Promise<SettleAnswer> {
    const by = { pageId: holder.pageId, token: holder.token };
    const request: ConfirmRequest = { couplingId: id, version, direction: 'toSales', by, targetId: null, ...changes };
    const carriedOut = this.inBulk && !changes.targetId ? (await this.couplings.confirmAsRead(this.scope, [request])).get(id) : undefined;
    if (carriedOut) return { outcome: 'done', newly: carriedOut.newly && (await this.couplings.find(this.scope, id)) };
    const records = changes.targetId ? [{ tables: customers, side: 'sales' as const, ids: [changes.targetId] }] : [];
    return this.couplings.change(this.scope, { ids: [id], records }, (draft) => confirm(draft, request));
  }

  release({ id, version }: Coupling, { pageId, token }: Holder, undone = false): Promise<SettleAnswer> {
    const request = { couplingId: id, version, by: { pageId, token }, undone };
    return this.couplings.change(this.scope, { ids: [id] }, (draft) => release(draft, request));
  }

  /** A coupling whose records have agreed. */
  async coupled(request = creation(holding())): Promise<Coupling> {
    const claimed = await this.own(request);
    await this.confirm(claimed, request.holder, { direction: request.direction });
    return this.now(claimed);
  }

  async now({ id }: Coupling): Promise<Coupling> {
    const coupling = await this.couplings.find(this.scope, id);
    if (!coupling) throw new Error('The coupling does not exist.');
    return coupling;
  }

  /** The coupling of one record, as a worker resolves it. */
  async of(side: 'businessCentral' | 'sales', id: string, tables = customers): Promise<Coupling | undefined> {
    const { couplings } = await this.couplings.resolve(this.scope, { records: { tables, side, ids: [id] }, references: [] });
    return couplings[0];
  }
}
