/** Reads a set of API v2.0 by the stamp of its rows: without the companion nothing better is there, and deletions stay unknown. */
import { Failure } from '@tandem/domain/failure';
import { Clock } from '@tandem/domain/clock';
import { PageRead, ReadPage } from '@tandem/domain/ports/record-store';
import { headerOf } from '../http/exchange';
import { isJsonObject, parseJson } from '../http/json-answer';
import { ReadTarget } from '../http/service-parts';
import { readClosedRange } from '../odata/closed-range';
import { collectionOf } from '../odata/collection';
import { queryString } from '../odata/query';
import { CompanyClient } from './company-client';
import { setOf } from './company-sets';
import { SetRows } from './set-rows';

interface ModifiedState {
  readonly surface: 'v2';
  readonly since?: string;
  readonly link?: string;
  readonly startedAt?: string;
}

export interface ModifiedPagesParts {
  readonly client: CompanyClient;
  readonly clock: Clock;
  /** How far before its start the next run looks for rows that were committed late, in milliseconds. */
  readonly overlapMs: number;
}

export class ModifiedPages {
  constructor(private readonly parts: ModifiedPagesParts) {}

  async read(page: ReadPage): Promise<PageRead> {
    const state = stateOf(page);
    const reader = new SetRows(page.table, page.columns, 'v2');
    const target = await this.target(page, state);
    if (page.until !== undefined) return this.readAgain(page, reader, { target, until: page.until });
    const answer = await this.parts.client.get(target);
    const { rows, nextLink } = collectionOf(answer);
    const startedAt = state.startedAt ?? this.serviceTime(headerOf(answer, 'date'));
    const records = rows.map((row) => reader.read(row));
    const read = { records, deletedIds: [], end: records.at(-1)?.id ?? '', deletionsUnknown: true };
    if (nextLink) return { ...read, next: { kind: page.from.kind, token: tokenOf({ ...state, startedAt, link: nextLink }) } };
    const since = new Date(Date.parse(startedAt) - this.parts.overlapMs).toISOString();
    return { ...read, watermark: tokenOf({ surface: 'v2', since }) };
  }

  private async readAgain(page: ReadPage, reader: SetRows, range: { target: ReadTarget; until: string }): Promise<PageRead> {
    const { entries, found } = await readClosedRange({
      from: range.target,
      until: range.until,
      read: (target) => this.parts.client.getPage(target),
      follow: (link) => ({ link, prefer: range.target.prefer }),
      idOf: (row) => String(row[page.table.key]),
    });
    return {
      records: entries.map((row) => reader.read(row)),
      deletedIds: [],
      end: range.until,
      deletionsUnknown: true,
      ...(found ? {} : { endLost: true }),
    };
  }

  private async target(page: ReadPage, { link, since }: ModifiedState): Promise<ReadTarget> {
    const prefer = [`odata.maxpagesize=${page.size}`];
    if (link) return { link, prefer };
    const $filter = since && `lastModifiedDateTime gt ${since}`;
    return {
      path: (await this.parts.client.path(setOf(page.table, 'v2'))) + queryString({ $filter, $orderby: 'lastModifiedDateTime' }),
      prefer,
    };
  }

  private serviceTime(date: string | undefined): string {
    const stamped = Date.parse(date ?? '');
    return new Date(Number.isNaN(stamped) ? this.parts.clock.now().getTime() : stamped).toISOString();
  }
}

const tokenOf = (state: ModifiedState): string => JSON.stringify(state);

/** A watermark of the companion can't be used without it, nor the other way round. */
const stateOf = (page: ReadPage): ModifiedState => {
  if (page.from.token === null && page.from.kind === 'baseline') return { surface: 'v2' };
  const token = parseJson(page.from.token ?? '');
  if (isJsonObject(token) && token.surface === 'v2') return token as unknown as ModifiedState;
  throw new Failure('rejected', 'watermark.expired', 'The watermark was made by another API of Business Central.', {
    help: 'Everything is read once more; nothing to do.',
  });
};
