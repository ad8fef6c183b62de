import { GroupIssues, IssueGroups, IssueList, IssueReference, IssueView, ListIssues } from '@tandem/contracts/issues';
import { Failure } from '@tandem/domain/failure';
import { Transactions } from '@tandem/platform/persistence/transactions';
import { IssueViews } from '../use-cases/views';
import { conditionsOf } from './issue-conditions';
import { IssueRow, issueColumns, toIssueView } from './issue-row';
import { fromCursor, paged } from './list-cursor';
import { toOverlayColumn } from './overlay-column';

export class PostgresIssueViews extends IssueViews {
  constructor(private readonly transactions: Transactions) {
    super();
  }

  async list({ connectionId, limit, cursor, ...filter }: ListIssues): Promise<IssueList> {
    const { where, parameters } = conditionsOf(connectionId, filter, 4);
    const place = fromCursor(cursor);
    const rows = await this.transactions.run(connectionId, (db) =>
      db.query<IssueRow & { place: string }>(
        `select ${issueColumns}, to_char(i.last_seen_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as place from issues i
         where ${where} and ($1::timestamptz is null or (i.last_seen_at, i.id) < ($1, $2::uuid)) order by i.last_seen_at desc, i.id desc limit $3`,
        [place?.at ?? null, place?.id ?? null, limit + 1, ...parameters],
      ),
    );
    return paged(rows, limit, { place: (row) => ({ at: row.place, id: row.id }), view: toIssueView });
  }

  async groups({ connectionId, ...filter }: GroupIssues): Promise<IssueGroups> {
    const { where, parameters } = conditionsOf(connectionId, filter);
    const rows = await this.transactions.run(connectionId, (db) =>
      db.query<IssueRow & { count: number; first: Date }>(
        `select distinct on (i.kind, i.code, i.mapping, i.direction) ${issueColumns}, count(*) over same::int as count, min(i.first_seen_at) over same as first
         from issues i where ${where} window same as (partition by i.kind, i.code, i.mapping, i.direction)
         order by i.kind, i.code, i.mapping, i.direction, i.last_seen_at desc, i.id`,
        parameters,
      ),
    );
    const groups = rows.map((row) => {
      const sample = toIssueView(row);
      const { kind, code, mapping, direction, lastSeenAt } = sample;
      return { kind, code, mapping, direction, count: row.count, firstSeenAt: row.first.toISOString(), lastSeenAt, sample };
    });
    return { groups: groups.sort((one, other) => other.count - one.count) };
  }

  async ofRecords(connectionId: string, recordIds: readonly string[]): Promise<IssueView[]> {
    const rows = await this.transactions.run(connectionId, (db) =>
      db.query<IssueRow>(
        `select ${issueColumns} from issues i where i.connection_id = $1 and i.overlay = $2 and i.record_id = any($3) and not i.mark and i.state = 'open'`,
        [connectionId, toOverlayColumn(null), recordIds],
      ),
    );
    return rows.map(toIssueView);
  }

  async one({ connectionId, issueId }: IssueReference): Promise<IssueView> {
    const [row] = await this.transactions.run(connectionId, (db) =>
      db.query<IssueRow>(`select ${issueColumns} from issues i where i.connection_id = $1 and i.id = $2`, [connectionId, issueId]),
    );
    if (!row) throw new Failure('rejected', 'issue.notFound', 'There is no such issue on this connection.');
    return toIssueView(row);
  }
}
