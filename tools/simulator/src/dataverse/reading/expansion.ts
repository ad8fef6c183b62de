import { refusals } from '../dataverse-error';
import type { CollectionNavigation, SingleNavigation, Table } from '../metadata/table';
import type { RequestContext } from '../request-context';
import { cellOf, lookupTable, type Row } from '../storage/row';
import { EntityWriter } from './entity-writer';
import { parseExpand, type ExpandItem } from './expand-option';
import { PageReader } from './page-reader';
import { writeCookie } from './paging-cookie';
import { wholeNumber } from './query-options';

/** Writes the `$expand`ed members of rows. Children of one level come whole (5,000); with nested expansion and a page size they are paged. */

type MemberWriter = (row: Row) => string;

const mostChildren = 5000;

export class Expansion {
  private readonly writers: MemberWriter[];

  constructor(
    private readonly context: RequestContext,
    private readonly table: Table,
    text: string,
  ) {
    const items = parseExpand(text);
    const paged = items.some((item) => item.expand !== undefined) && context.preferences.maxPageSize !== undefined;
    for (const item of items) this.refuseNestedAssociation(item);
    this.writers = items.map((item) => this.writerOf(item, items, paged));
  }

  members(row: Row): string {
    let text = '';
    for (const write of this.writers) text += `,${write(row)}`;
    return text;
  }

  private writerOf(item: ExpandItem, items: readonly ExpandItem[], paged: boolean): MemberWriter {
    const single = this.table.lookups.get(item.name);
    if (single !== undefined) return item.reference ? this.reference(single) : this.single(single, item);
    const many = this.table.collections.get(item.name);
    if (many === undefined) throw refusals.noProperty(item.name, this.table.logicalName);
    if (item.reference) throw refusals.shape("Only lookups can be expanded with '$ref'.");
    if (many.association !== undefined && (items.length > 1 || item.expand !== undefined))
      throw refusals.shape('A many-to-many relationship cannot be expanded together with others or nested.');
    if (paged && (item.top !== undefined || item.orderby !== undefined))
      throw refusals.shape(
        'Only $select and $filter clause can be provided while doing $expand on many-to-one relationship or nested one-to-many relationship.',
      );
    return this.many(many, item, paged);
  }

  /** A many-to-many relationship stands alone or not at all. */
  private refuseNestedAssociation({ name, expand }: ExpandItem): void {
    const { schema } = this.context.database;
    const target = this.table.collections.get(name)?.table ?? this.table.lookups.get(name)?.targets[0];
    const inner = target === undefined ? undefined : schema.tables.get(target);
    if (expand === undefined || inner === undefined) return;
    if (parseExpand(expand).some((item) => inner.collections.get(item.name)?.association !== undefined)) {
      throw refusals.shape('A many-to-many relationship cannot be nested in another expansion.');
    }
  }

  private reference({ name, column }: SingleNavigation): MemberWriter {
    const { database, api } = this.context;
    return (row) => {
      const id = cellOf(row, column);
      const target = lookupTable(row, column);
      return typeof id === 'string' && database.has(target)
        ? `"${name}":{"@odata.id":"${api}/${database.schema.table(target).setName}(${id})"}`
        : `"${name}":null`;
    };
  }

  private single(navigation: SingleNavigation, item: ExpandItem): MemberWriter {
    const { name, column } = navigation;
    const writers = new Map(this.reachable(navigation).map((table) => [table.logicalName, this.entityWriter(table, item)]));
    return (row) => {
      const id = cellOf(row, column);
      const target = lookupTable(row, column);
      const related = typeof id === 'string' ? this.context.database.row(target, id) : undefined;
      const writer = writers.get(target);
      return related === undefined || writer === undefined ? `"${name}":null` : `"${name}":{${writer.members(related)}}`;
    };
  }

  private reachable({ targets }: SingleNavigation): Table[] {
    const { database } = this.context;
    return targets.filter((target) => database.has(target)).map((target) => database.schema.table(target));
  }

  private many(navigation: CollectionNavigation, item: ExpandItem, paged: boolean): MemberWriter {
    const { database, api, preferences } = this.context;
    const child = database.schema.table(navigation.table);
    const writer = this.entityWriter(child, item);
    const size = paged ? (preferences.maxPageSize ?? mostChildren) : Math.min(wholeNumber('$top', item.top) ?? mostChildren, mostChildren);
    const listing = `${item.select === undefined ? '' : `?$select=${encodeURIComponent(item.select)}`}`;
    return (row) => {
      const reader = new PageReader(
        this.context,
        { table: child, among: database.related(this.table, row, navigation) },
        { ...item, aliases: new Map() },
      );
      const { rows, next } = reader.page(undefined, size);
      const link = `${api}/${this.table.setName}(${row.id})/${navigation.name}${listing}`;
      const place = next === undefined ? '' : `${listing === '' ? '?' : '&'}$skiptoken=${writeCookie(next, child.primaryId)}`;
      const nextLink = paged && next === undefined ? '' : `,"${navigation.name}@odata.nextLink":"${link}${paged ? place : ''}"`;
      return `"${navigation.name}":${writer.list(rows)}${nextLink}`;
    };
  }

  private entityWriter(table: Table, { select, expand }: ExpandItem): EntityWriter {
    this.context.caller.access.require('Read', table);
    return new EntityWriter(this.context, table, { select, expand });
  }
}
