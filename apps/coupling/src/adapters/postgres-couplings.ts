import { sequentialId } from '@tandem/domain/sequential-id';
import { audit } from '@tandem/platform/audit/audit-trail';
import { Queries, Transactions } from '@tandem/platform/persistence/transactions';
import { Failure } from '@tandem/domain/failure';
import { Side, sourceOf } from '@tandem/domain/value';
import { ConfirmRequest } from '../domain/confirmations';
import { Counted, Coupling, Unstored } from '../domain/coupling';
import {
  AgreedValues,
  CarriedOut,
  CouplingCount,
  CouplingKeys,
  Couplings,
  CreatedPage,
  IdPage,
  Question,
  Reference,
  Resolution,
  Scope,
  Selection,
} from '../domain/couplings';
import { Draft } from '../domain/draft';
import { auditWrites } from './audited-writes';
import * as statements from './coupling-statements';
import { ConfirmedRow, confirmationRow, writesIn } from './confirmation-rows';
import { CouplingRow, fromRow, pairFrom, toRow, unstoredRow, valuesFrom } from './coupling.table';
import { claimColumns, isTaken, orNoneIfTaken, StoredClaim } from './new-claims';
import { Statistics } from './statistics';

const mostTries = 20;

/** Couplings in PostgreSQL. A change locks what it is about, decides in the aggregate, and stores: a constant number of statements for a chunk of any size. */
export class PostgresCouplings extends Couplings {
  private readonly statistics = new Statistics();

  constructor(private readonly transactions: Transactions) {
    super();
  }

  async change<Answer>(scope: Scope, keys: CouplingKeys, decide: (draft: Draft) => Answer): Promise<Answer> {
    const { answer, inserted } = await this.untilFirst(() => this.in(scope, (db) => changeOnce(db, { scope, keys }, decide)));
    if (this.statistics.areDueAfter(inserted)) await this.in(scope, (db) => db.query('select analyze_couplings()'));
    return answer;
  }

  async insertClaims(scope: Scope, claims: readonly Unstored[]): Promise<(bigint | null)[]> {
    const [first] = claims;
    if (first === undefined || scope.overlay) return claims.map(() => null);
    const parameters = [scope.connectionId, JSON.stringify(unstoredRow(first)), ...claimColumns(claims)];
    const stored = await orNoneIfTaken(this.query<StoredClaim>(scope, statements.insertClaims(tablesOf(scope)), parameters));
    if (this.statistics.areDueAfter(stored.length)) await this.in(scope, (db) => db.query('select analyze_couplings()'));
    const versions = new Map(stored.map(({ id, version }) => [id, BigInt(version)]));
    return claims.map(({ id }) => versions.get(id) ?? null);
  }

  async confirmAsRead(scope: Scope, requests: readonly ConfirmRequest[]): Promise<ReadonlyMap<string, CarriedOut>> {
    const [first] = requests;
    if (first === undefined || scope.overlay) return new Map();
    const { pageId, token } = first.by;
    const parameters = [scope.connectionId, JSON.stringify(requests.map(confirmationRow)), pageId, token, sourceOf(first.direction)];
    const rows = await this.in(scope, async (db) => {
      const confirmed = await db.query<ConfirmedRow>(statements.confirmAsRead(tablesOf(scope)), parameters);
      await auditWrites(db, scope.connectionId, writesIn(requests, confirmed));
      return confirmed;
    });
    return new Map(rows.map((row) => [row.id, row.was === 'claimed' ? { newly: pairFrom(row) } : {}]));
  }

  async resolve(scope: Scope, { records, references }: Question): Promise<Resolution> {
    const { tables, side, ids } = records;
    const parameters = [scope.connectionId, tables[side], ids, ...referenceParameters(references)];
    const [row] = await this.query<ResolvedRow>(scope, statements.resolveChunk(tablesOf(scope), columnOf[side]), parameters);
    return { couplings: row!.couplings.map(fromRow), references: row!.references, now: row!.now };
  }

  async noteVersion(scope: Scope): Promise<bigint> {
    const [row] = await this.query<{ note: string }>(scope, statements.lowestRunning, []);
    return BigInt(row!.note);
  }

  async agreedValues(scope: Scope, couplingIds: readonly string[]): Promise<AgreedValues[]> {
    const rows = await this.query<Pick<CouplingRow, 'id' | 'agreed' | 'claimed'>>(scope, statements.readValues(tablesOf(scope)), [
      scope.connectionId,
      couplingIds,
    ]);
    return rows.map((row) => ({ couplingId: row.id, ...valuesFrom(row) }));
  }

  async countedBy(scope: Scope, pageId: string, couplingIds: readonly string[]): Promise<ReadonlyMap<string, readonly Counted[]>> {
    type Row = { id: string; counted: readonly Counted[] };
    const rows = await this.query<Row>(scope, statements.countedBy(tablesOf(scope)), [scope.connectionId, couplingIds, pageId]);
    return new Map(rows.map(({ id, counted }) => [id, counted]));
  }

  async coupledIds(scope: Scope, page: IdPage): Promise<string[]> {
    const parameters = [scope.connectionId, page.tables[page.side], page.after ?? '', page.tables.mapping, page.limit];
    const rows = await this.query<{ id: string }>(scope, statements.coupledIdsAfter(tablesOf(scope), columnOf[page.side]), parameters);
    return rows.map(({ id }) => id);
  }

  async expiredClaims(scope: Scope, { after, limit }: { after: string | null; limit: number }): Promise<Coupling[]> {
    return this.couplings(scope, statements.expiredAfter(tablesOf(scope)), [scope.connectionId, after, limit]);
  }

  async created(scope: Scope, { reviewId, tables, direction, after, sourceIds, limit }: CreatedPage): Promise<Coupling[]> {
    const sql = statements.createdAfter(tablesOf(scope), columnOf[sourceOf(direction)]);
    return this.couplings(scope, sql, [scope.connectionId, reviewId, tables.mapping, direction, after, limit, sourceIds]);
  }

  async list(scope: Scope, { mapping, state, deleted, text, after, limit }: Selection): Promise<Coupling[]> {
    const pattern = text === undefined ? null : `%${text.replace(/[\\%_]/g, '\\$&')}%`;
    const place = [after?.mapping ?? null, after?.businessKey ?? null, after?.id ?? null];
    const parameters = [
      scope.connectionId,
      mapping ?? null,
      state ?? null,
      pattern,
      text?.toLowerCase() ?? null,
      ...place,
      limit,
      deleted ?? null,
    ];
    return this.couplings(scope, statements.listPage(tablesOf(scope)), parameters);
  }

  async find(scope: Scope, id: string): Promise<Coupling | undefined> {
    return (await this.couplings(scope, statements.readOne(tablesOf(scope)), [scope.connectionId, id]))[0];
  }

  async counts(scope: Scope): Promise<CouplingCount[]> {
    return this.query<CouplingCount>(scope, statements.countStates(tablesOf(scope)), [scope.connectionId]);
  }

  async dropOverlay(connectionId: string, overlay: string): Promise<number> {
    return this.in({ connectionId, overlay }, (db) => db.execute('delete from overlay_couplings where connection_id = $1', [connectionId]));
  }

  private async couplings(scope: Scope, sql: string, parameters: readonly unknown[]): Promise<Coupling[]> {
    return (await this.query<CouplingRow>(scope, sql, parameters)).map(fromRow);
  }

  private query<Row>(scope: Scope, sql: string, parameters: readonly unknown[]): Promise<Row[]> {
    return this.in(scope, (db) => db.query<Row>(sql, parameters));
  }

  private in<T>({ connectionId, overlay }: Scope, body: (db: Queries) => Promise<T>): Promise<T> {
    return this.transactions.run(connectionId, async (db) => {
      if (overlay) await db.query(`select set_config('tandem.overlay', $1, true)`, [overlay]);
      return body(db);
    });
  }

  /** A record that another transaction has taken between our look and our insert is found by the next look. */
  private async untilFirst<T>(attempt: () => Promise<T>): Promise<T> {
    for (let tries = 1; tries < mostTries; tries++) {
      try {
        return await attempt();
      } catch (error) {
        if (!isTaken(error)) throw error;
      }
    }
    throw new Failure('transient', 'database.contended', 'Others keep taking the same records.', { retryAfterMs: 1_000 });
  }
}

interface ResolvedRow {
  readonly now: Date;
  readonly couplings: CouplingRow[];
  readonly references: Reference[];
}

interface LockedRow extends CouplingRow {
  readonly at_version: string;
  readonly at_time: Date;
}

type Change = { readonly scope: Scope; readonly keys: CouplingKeys };

async function changeOnce<Answer>(
  db: Queries,
  { scope, keys }: Change,
  decide: (draft: Draft) => Answer,
): Promise<{ answer: Answer; inserted: number }> {
  const choice: statements.Choice = keys.portion ? 'portion' : 'records';
  const parameters = [scope.connectionId, ...keyParameters(keys)];
  if (scope.overlay) await db.execute(statements.copyIntoOverlay(choice), parameters);
  const rows = await db.query<LockedRow>(statements.lockChosen(choice, tablesOf(scope)), parameters);
  const { at_version: version, at_time: now } = rows[0]!;
  const found = rows.flatMap((row) => (row.id === null ? [] : fromRow(row)));
  const draft = new Draft(found, { version: BigInt(version), now, newId: () => sequentialId() });
  const answer = decide(draft);
  await store(db, scope, draft);
  for (const note of draft.notes()) await audit(db, { connectionId: scope.connectionId, ...note });
  if (!scope.overlay) await auditWrites(db, scope.connectionId, draft.writes());
  return { answer, inserted: draft.changes().inserted.length };
}

/** Removes first and inserts last, so that a record's place is free before it is taken. */
async function store(db: Queries, scope: Scope, draft: Draft): Promise<void> {
  const { inserted, changed, removedIds } = draft.changes();
  const tables = tablesOf(scope);
  if (removedIds.length > 0) await db.execute(statements.removeRows(tables), [scope.connectionId, removedIds]);
  if (changed.length > 0) await db.execute(statements.updateRows(tables), [scope.connectionId, JSON.stringify(changed.map(toRow))]);
  if (inserted.length > 0) await db.execute(statements.insertRows(tables), [scope.connectionId, JSON.stringify(inserted.map(toRow))]);
}

const tablesOf = ({ overlay }: Scope): statements.ScopeTables =>
  overlay ? { read: 'effective_couplings', write: 'overlay_couplings' } : { read: 'couplings', write: 'couplings' };

const columnOf = { businessCentral: 'business_central', sales: 'sales' } as const;

function keyParameters({ ids = [], records = [], portion }: CouplingKeys): unknown[] {
  if (portion) return [portion.mapping ?? null, portion.matchRun ?? null, portion.limit];
  return [ids, ...(['businessCentral', 'sales'] as const).flatMap((side) => columnsOf(recordsOn(records, side)))];
}

const recordsOn = (records: NonNullable<CouplingKeys['records']>, side: Side): [string, string][] =>
  records.filter((asked) => asked.side === side).flatMap(({ tables, ids }) => ids.map((id): [string, string] => [tables[side], id]));

const columnsOf = (pairs: readonly [string, string][]): [string[], string[]] => [pairs.map(([name]) => name), pairs.map(([, id]) => id)];

function referenceParameters(references: Question['references']): string[][] {
  const by = (kind: Question['references'][number]['by']) =>
    references.filter((asked) => asked.by === kind).flatMap(({ tables, values }) => values.map((value) => ({ tables, value })));
  const [keys, businessCentral, sales] = [by('businessKey'), by('businessCentralId'), by('salesId')];
  return [
    ...[keys.map(({ tables }) => tables.mapping), keys.map(({ value }) => value)],
    ...[businessCentral.map(({ tables }) => tables.mapping), businessCentral.map(({ tables }) => tables.businessCentral)],
    businessCentral.map(({ value }) => value),
    ...[sales.map(({ tables }) => tables.mapping), sales.map(({ tables }) => tables.sales), sales.map(({ value }) => value)],
  ];
}
