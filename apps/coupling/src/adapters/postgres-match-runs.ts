import { Direction, Side } from '@tandem/domain/value';
import { Queries, Transactions } from '@tandem/platform/persistence/transactions';
import { Scope } from '../domain/couplings';
import { MappedTables, tablesOf } from '../domain/mapped-tables';
import { AmbiguousMatch, Matched, MatchKeys, MatchRun, MatchRuns, MatchRunState, NewMatchRun, PairToCouple } from '../domain/match-runs';
import * as statements from './match-statements';

interface RunRow {
  readonly id: string;
  readonly mapping: string;
  readonly priorities: number;
  readonly first_direction: Direction;
  readonly preview: boolean;
  readonly state: MatchRunState;
  readonly started_at: Date;
}

const fromRow = (row: RunRow): MatchRun => ({
  id: row.id,
  tables: tablesOf(row.mapping),
  priorities: row.priorities,
  firstDirection: row.first_direction,
  preview: row.preview,
  state: row.state,
  startedAt: row.started_at,
});

/** Match runs in PostgreSQL: keys are stored in bulk and paired in one statement per priority. */
export class PostgresMatchRuns extends MatchRuns {
  constructor(private readonly transactions: Transactions) {
    super();
  }

  begin({ connectionId, overlay }: Scope, run: NewMatchRun): Promise<void> {
    return this.transactions.run(connectionId, async (db) => {
      for (const sql of statements.forgetRun) await db.execute(sql, [connectionId, run.id]);
      await db.execute(
        `insert into match_runs (connection_id, id, overlay, mapping, priorities, first_direction, preview, state) values ($1, $2, $3, $4, $5, $6, $7, 'collecting')`,
        [connectionId, run.id, overlay, run.tables.mapping, run.priorities, run.firstDirection, run.preview],
      );
    });
  }

  async addKeys({ connectionId }: Scope, runId: string, side: Side, rows: readonly MatchKeys[]): Promise<void> {
    await this.in(connectionId, (db) => db.execute(statements.addRecords, [connectionId, runId, side, JSON.stringify(rows)]));
  }

  async find({ connectionId }: Scope, runId: string): Promise<MatchRun | undefined> {
    const rows = await this.in(connectionId, (db) =>
      db.query<RunRow>('select * from match_runs where connection_id = $1 and id = $2', [connectionId, runId]),
    );
    return rows[0] && fromRow(rows[0]);
  }

  pair({ connectionId, overlay }: Scope, run: MatchRun): Promise<Matched> {
    const ofRun = [connectionId, run.id];
    return this.in(connectionId, async (db) => {
      if (overlay) await db.query(`select set_config('tandem.overlay', $1, true)`, [overlay]);
      await db.query('select analyze_match_keys()');
      for (const sql of statements.forgetFindings) await db.execute(sql, ofRun);
      const known = statements.removeKnown(overlay ? 'effective_couplings' : 'couplings');
      const left = await db.execute(known, [...ofRun, run.tables.businessCentral, run.tables.sales]);
      await db.execute(statements.noteKnown, [...ofRun, left]);
      for (let priority = 1; priority <= run.priorities; priority++) await db.execute(statements.pairByPriority, [...ofRun, priority]);
      await db.execute(statements.noteAmbiguous, ofRun);
      return counted(db, ofRun);
    });
  }

  found({ connectionId }: Scope, runId: string): Promise<Matched> {
    return this.in(connectionId, (db) => counted(db, [connectionId, runId]));
  }

  pairs({ connectionId }: Scope, runId: string, { after, limit }: { after: string; limit: number }): Promise<PairToCouple[]> {
    return this.in(connectionId, (db) => db.query(statements.pairsAfter, [connectionId, runId, after, limit]));
  }

  ambiguous({ connectionId }: Scope, runId: string, limit: number): Promise<AmbiguousMatch[]> {
    return this.in(connectionId, (db) => db.query(statements.ambiguousWithCandidates, [connectionId, runId, limit]));
  }

  unmatched({ connectionId }: Scope, runId: string, limit: number): Promise<{ side: Side; id: string; label: string }[]> {
    return this.in(connectionId, (db) => db.query(statements.unmatchedRecords, [connectionId, runId, limit]));
  }

  ambiguousAmong(
    { connectionId, overlay }: Scope,
    { mapping }: MappedTables,
    side: Side,
    ids: readonly string[],
  ): Promise<AmbiguousMatch[]> {
    return this.in(connectionId, (db) => db.query(statements.ambiguousAmong, [connectionId, mapping, overlay, side, ids]));
  }

  async enter({ connectionId }: Scope, runId: string, state: MatchRunState): Promise<void> {
    await this.in(connectionId, (db) =>
      db.execute('update match_runs set state = $3 where connection_id = $1 and id = $2', [connectionId, runId, state]),
    );
  }

  async drop(connectionId: string, overlay: string): Promise<void> {
    await this.in(connectionId, async (db) => {
      for (const sql of statements.forgetDryRuns) await db.execute(sql, [connectionId, overlay]);
    });
  }

  private in<T>(connectionId: string, body: (db: Queries) => Promise<T>): Promise<T> {
    return this.transactions.run(connectionId, body);
  }
}

async function counted(db: Queries, ofRun: readonly unknown[]): Promise<Matched> {
  type Row = { business_central: number; sales: number; pairs: number; already_coupled: number };
  const [row] = await db.query<Row>(statements.counted, ofRun);
  const { pairs, already_coupled: alreadyCoupled, ...unmatched } = row!;
  return { pairs, unmatched: { businessCentral: unmatched.business_central, sales: unmatched.sales }, alreadyCoupled };
}
