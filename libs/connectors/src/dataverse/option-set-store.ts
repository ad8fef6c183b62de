/** The values of an option set as rows with `value` and `label`. Such sets are small: every read is a read of all, and what changed is found by comparing. */
import { createHash } from 'node:crypto';
import { asFailure, Failure } from '@tandem/domain/failure';
import {
  ChangedRecord,
  KeyQuery,
  NewRecord,
  PageRead,
  ReadPage,
  StoredRecord,
  WriteOutcome,
  WritePermit,
} from '@tandem/domain/ports/record-store';
import { Table } from '@tandem/domain/tables/table';
import { Value } from '@tandem/domain/value';
import { isJsonObject, parseJson } from '../http/json-answer';
import { DataverseClient } from './dataverse-client';
import { OptionSetStorage } from './entity-tables';
import { OptionSet, publish } from './option-set';
import { MirroredOptions } from './mirrored-options';

export class OptionSetStore {
  constructor(private readonly client: DataverseClient) {}

  /** One page holds all values. The watermark lists their versions, so that the next read tells what changed and what is gone. */
  async readPage(page: ReadPage): Promise<PageRead> {
    if (page.until === '') return { records: [], deletedIds: [], end: '' };
    const all = await this.readAll(page.table);
    const known = page.from.kind === 'changes' ? versionsIn(page.from.token) : {};
    const present = new Set(all.map(({ id }) => id));
    const records = all.filter(({ id, version }) => known[id] !== version);
    const deletedIds = Object.keys(known).filter((id) => !present.has(id));
    const end = records.at(-1)?.id ?? deletedIds.at(-1) ?? '';
    if (page.until !== undefined) return { records, deletedIds, end: page.until };
    return { records, deletedIds, end, watermark: JSON.stringify(Object.fromEntries(all.map(({ id, version }) => [id, version]))) };
  }

  async readAll(table: Table): Promise<StoredRecord[]> {
    const options = await new OptionSet(this.client, storageOf(table)).read();
    return options.map(({ value, label }) => ({
      id: String(value),
      version: versionOf(label),
      modifiedAt: null,
      values: { value: String(value), label },
    }));
  }

  async readByIds(table: Table, ids: readonly string[]): Promise<StoredRecord[]> {
    const wanted = new Set(ids);
    return (await this.readAll(table)).filter(({ id }) => wanted.has(id));
  }

  async findByKeys({ table, columns, keys }: KeyQuery): Promise<StoredRecord[]> {
    const wanted = new Set(keys.map(foldedKey));
    return (await this.readAll(table)).filter(({ values }) => wanted.has(foldedKey(columns.map((column) => values[column] ?? null))));
  }

  /** The service would accept a second value with the same label; here it is a duplicate, whose mirrors are completed. */
  create(table: Table, records: readonly NewRecord[], permit?: WritePermit): Promise<WriteOutcome[]> {
    return this.change(table, records, permit, async (options, { id, values }) => {
      const label = String(values.label ?? '');
      const existing = await options.complete(label);
      if (existing !== undefined) return { kind: 'duplicate', id: String(existing), failure: labelTaken(label) };
      return written(await options.insert(label, id), label);
    });
  }

  update(table: Table, records: readonly ChangedRecord[], permit?: WritePermit): Promise<WriteOutcome[]> {
    return this.change(table, records, permit, async (options, { id, version, values }) => {
      const current = options.labelOf(Number(id));
      if (current === undefined) return { kind: 'missing' };
      if (version !== null && version !== versionOf(current)) return { kind: 'stale' };
      const label = String(values.label ?? current);
      await options.relabel(Number(id), label);
      return written(Number(id), label);
    });
  }

  remove(table: Table, records: readonly Pick<ChangedRecord, 'id' | 'version'>[], permit?: WritePermit): Promise<WriteOutcome[]> {
    return this.change(table, records, permit, async (options, { id, version }) => {
      const current = options.labelOf(Number(id));
      if (current !== undefined && version !== null && version !== versionOf(current)) return { kind: 'stale' };
      await options.remove(Number(id));
      return { kind: 'written', id, version: null };
    });
  }

  /**
   * Metadata is changed one value after the other and published once at the end. Publishing needs no permit, since it only shows what is there: were it left out
   * because the lease ends, the next try would not see what this one has added, and add it again.
   */
  private async change<T>(
    table: Table,
    records: readonly T[],
    permit: WritePermit | undefined,
    one: (options: MirroredOptions, record: T) => Promise<WriteOutcome>,
  ): Promise<WriteOutcome[]> {
    const storage = storageOf(table);
    const outcomes: WriteOutcome[] = [];
    try {
      const options = await MirroredOptions.read(this.client, storage, permit);
      for (const record of records) outcomes.push(await one(options, record).catch(failed));
      if (options.changed && !outcomes.every(isNotSent))
        await publish(this.client, [storage.logicalName, ...storage.mirrors.map(({ logicalName }) => logicalName)]);
      return outcomes;
    } catch (thrown) {
      return records.map((_, index) => (outcomes[index]?.kind === 'duplicate' ? (outcomes[index] as WriteOutcome) : failed(thrown)));
    }
  }
}

const storageOf = (table: Table): OptionSetStorage => {
  if (table.storage.kind !== 'optionSet') throw new Error(`The table ${table.name} is not an option set.`);
  return table.storage;
};

const versionOf = (label: string): string => createHash('sha256').update(label).digest('base64url').slice(0, 16);

const versionsIn = (watermark: string | null): Readonly<Record<string, unknown>> => {
  const versions = parseJson(watermark ?? '');
  if (isJsonObject(versions)) return versions;
  throw new Failure('rejected', 'watermark.expired', 'The watermark can not be read.', {
    help: 'Everything is read once more; nothing to do.',
  });
};

const foldedKey = (values: readonly Value[]): string =>
  JSON.stringify(values.map((value) => (typeof value === 'string' ? value.toLowerCase() : value)));

const written = (value: number, label: string): WriteOutcome => ({
  kind: 'written',
  id: String(value),
  version: versionOf(label),
  values: { value: String(value), label },
});

const labelTaken = (label: string): Failure =>
  new Failure('rejected', 'record.duplicate', `The option "${label}" exists already.`, { help: 'Couple the two.' });

const isNotSent = (outcome: WriteOutcome): boolean => outcome.kind === 'failed' && outcome.failure.code === 'write.notSent';

const failed = (thrown: unknown): WriteOutcome => {
  const failure = asFailure(thrown);
  if (failure.kind === 'bug') throw thrown;
  return { kind: 'failed', failure };
};
